### Joint handling: lead and support.
