pakcage c
