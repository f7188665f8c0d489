"""Fabrics and their routes: pure algorithms on bit sets of plain Python integers and a few arrays, no object per node.

A **fabric** (``graph.Fabric``) is switches, trunks between them (equal cables between the same two switches are one trunk with a
count) and groups of endpoints that hang on the same switches. **Routes** (``routing.Routes``) say, for every directed trunk
(*channel*; with several virtual lanes a channel is a pair of directed trunk and lane), for which targets it is used and which
channel follows which; all equal alternatives are routes. Nothing is decided by the name of a topology.

The parts, each of plain functions that never change their arguments:

====================  ==================================================================================================
``graph``             ``Fabric``, ``Group``, ``Trunk``
``families``          ``family(name, parameters) -> Fabric``, shapes in ``clos``, ``dragonflies`` and ``grids``
``explicit``          ``explicit(nodes, links) -> Fabric``: from mappings by name, or what a subnet's file lists
``reading``           ``fabric_of(design) -> Fabric``, ``scheme_of(design) -> Scheme``: from ``design.topology`` and ``design.routing``,
                      the fields of ``specs/networking/kinds/Fabric.schema.yaml``; any kind with the same two fields can use them;
                      ``remembered(owner, key, make)`` keeps a result with the fabric or the routes that it follows from
``routing``           ``routes(fabric, scheme, failed=NOTHING) -> Routes``; ``Scheme(algorithm, lanes, …)``
``algorithms``        what the named algorithms are: here, ``up_down``, ``d_mod_k``, ``dimension_order``; ``lanes``: lane rules
``trees``             ``Plan``, ``Tree``: multicast; ``laid(fabric, plans)``: shared trees, searched or listed
``dependencies``      ``cycle(*routes) -> Cycle | None``: the shortest cyclic dependency over (directed link, lane), and a route
                      or tree for each edge of it; ``None`` is exact: there is none (``circles``: the graph; ``witnesses``: the routes)
``turns``             ``climbs_before_it_falls(part)``: whether no packet turns from falling to rising, so that nothing can wait in a circle
``reach``             ``unrouted(routes)``: pairs of living endpoints without a route; ``longest(routes)``: most switches on a route
``failures``          ``sweep(fabric, scheme, of="link", at_once=1, live=True) -> Sweep``: every failure set, by classes that
                      a verified symmetry makes equal, else one by one (``elements``: what fails; ``retreat``)
``symmetry``          ``orbits(fabric, …)``: classes of links and switches under permutations that were checked on every link
``connectivity``      ``separating(fabric, "link" | "switch")``: what alone cuts endpoints off when it fails
``cuts``              ``path_diversity(fabric)``, and ``bisection(fabric)`` beside it: least cuts, with how they are known; ``flow``
``counts``            ``counts(fabric)``, ``tiers(fabric)``: endpoints, switches, cables, ports in use, down and up rate of each tier
====================  ==================================================================================================

Sources: Dally and Seitz, IEEE ToC C-36 (1987), for channel dependency graphs; Schroeder et al., Autonet (1991), for up*/down*;
Duato, IEEE TPDS 4 (1993), for escape lanes; Menger for disjoint paths.

Rates are exact numbers in bit/s in one direction. Switches, trunks and groups are numbered from 0 in the order of the document.
"""
