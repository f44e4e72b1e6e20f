"""Loaded before Django: every test process gets a home of its own, which is gone when it ends."""

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="solidary-test-")
os.environ["SOLIDARY_HOME"] = HOME
os.environ["SOLIDARY_SITE_URL"] = "https://campaign.example"
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
