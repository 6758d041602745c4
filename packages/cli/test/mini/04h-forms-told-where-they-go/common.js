var d = document
