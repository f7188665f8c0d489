"""Foreign descriptions of hardware turned into drafts of descriptors: what was found, what was not, and where each figure stood.

A draft holds nothing that its source does not say: no default, no guess, no figure read off a name. What a kind requires and the source
does not say is a gap, named in the YAML and in the findings. Sources are untrusted: bounded, and never followed out of their tree.
"""
