"""Tests of the whole house: its rules, its catalogues, its papers, and the pieces every app's tests share."""
