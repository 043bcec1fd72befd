"""`make bench`: what pages cost in CPU, SQL, bytes and foreign requests, against what they may cost. It prints and never fails."""
