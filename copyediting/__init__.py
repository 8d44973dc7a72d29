"""What the desk does with slips that proofreading finds: which texts are read, what the office knows of its own words,
what somebody has looked at and left as it is. Findings advise; nothing here refuses a save.
"""
