"""Reports: what came of a circle's voices in a month, a quarter or a year, as a page and as pictures.

period       which days
departments  who is shown apart, and who together, so that no small group stands alone
bonds, flow, changes   pure numbers, from rows alone
figures      all of them for one circle and period
leaf, telling          the same in the words of a language: nothing else travels to the drawing
drawing, chart_…       where everything stands; svg and picture paint it
page         the whole as one HTML file
files        which files in Slack hold whose words, so that they go with them
asking       from `/entaku report` to the files in one's direct messages

Everything but `picture` works without the extra `slides`.
"""
