"""The archive: everything of a workspace that may go along, as one file of JSON that another database takes in again.

rows        what a row looks like in the file, and what is let in
contents    which table is which section of the file, and what stays behind, and why
writing     the way out
reading     the way in, piece by piece, with the place of whatever is wrong
restoring   an archive into an empty database, whole or not at all
arriving    what time has done meanwhile: nothing old falls due again
"""
