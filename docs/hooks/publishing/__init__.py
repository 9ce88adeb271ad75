"""What is made of a built site: each module takes texts or a folder and knows no site generator."""
