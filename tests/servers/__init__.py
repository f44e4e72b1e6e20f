"""The two servers of the public site, really started: nginx with the printed configuration, and our own."""
