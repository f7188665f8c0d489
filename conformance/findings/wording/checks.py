"""Why an algorithm of ``checks/`` leaves a question open: the family ``CHECK-``."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

_UNROUTABLE = {
    "no-grid": (
        "the algorithm or lane rule needs a grid, which this topology is not",
        "所选算法或虚通道规则要求网格拓扑，而此拓扑并非网格",
    ),
    "no-groups": (
        "the algorithm or lane rule needs groups, which this topology does not have",
        "所选算法或虚通道规则要求分组拓扑，而此拓扑没有分组",
    ),
    "no-mesh": (
        "the algorithm needs a full mesh, which this topology is not",
        "所选算法要求全互连拓扑，而此拓扑并非全互连",
    ),
    "not-an-order": ("an order of dimensions does not name each of them once", "维度次序未恰好列出每个维度一次"),
    "no-tables": ("there is no table of routes", "没有路由表"),
    "no-ports": ("tables need a topology with port numbers", "路由表要求拓扑给出端口号"),
    "several-paths": (
        "the table has several addresses for one adapter, which is not decided yet",
        "路由表中一块网卡有多个地址，目前尚不能判定",
    ),
    "equal-names": (
        "adapters of the topology have equal names, which the table cannot tell apart",
        "拓扑中有同名网卡，路由表无法区分",
    ),
    "no-such-root": ("a root is not a switch of the fabric", "所列根节点不是该网络的交换机"),
    "no-such-link": (
        "a multicast tree lists no links, or one that the fabric does not have or has several of",
        "某组播树未列出链路，或所列链路在该网络中不存在、不唯一",
    ),
    "tree-in-pieces": ("the links of a multicast tree do not hang together", "某组播树的链路不连通"),
    "foreign-table": (
        "the table belongs to switches that the topology does not have",
        "路由表所属的交换机不在该拓扑中",
    ),
}

TEXTS: dict[str, Entry] = {
    "CHECK-too-many-choices": Entry(
        "there are more choices of releases than are looked at",
        "可选的发布版本组合过多，未能全部考察",
        help_en="list fewer releases of each line",
        help_zh="请减少每条产品线列出的发布版本",
    ),
    "CHECK-no-such-party": Entry(
        "not every part that {medium} names is there and speaks it",
        "{medium} 所列的部件并非全部存在或支持该接口",
    ),
    "CHECK-promise-uncountable": Entry(
        "the promise about {promise} does not say over which releases of the peer, or from which, it counts",
        "关于 {promise} 的承诺未说明在对端哪些发布版本上、自哪一版本起计数",
        help_en="state `unit: releases` with `anchor` (or `shipped_with` of each release, or `lines` with this one among them) and `peers`",
        help_zh="请写明 `unit: releases`、`anchor`（或各发布版本的 `shipped_with`，或含本版本的 `lines`）以及 `peers`",
    ),
    "CHECK-no-fabric": Entry(
        en="the topology cannot be built, so there is nothing to test",
        zh="拓扑无法构建，因此无从检验",
        help_en="the rule on realisable topologies says what does not fit",
        help_zh="参见关于拓扑可实现性的规则",
    ),
    "CHECK-no-pairs": Entry(
        en="all endpoints hang on the same switches, so there are no paths to count",
        zh="全部端点接在同一组交换机上，没有可计数的路径",
    ),
    "CHECK-too-many-pairs": Entry(
        en="endpoints with several ports differ so much that {pairs} pairs would have to be looked at",
        zh="多端口端点彼此差异过大，需逐一检查 {pairs} 对",
    ),
    "CHECK-too-many-tolerances": Entry(
        en="the rows have more than {most} different tolerance tests",
        zh="各行含有超过 {most} 种不同的容差测试",
    ),
    "CHECK-routes-circle": Entry(
        en="packets may run in circles, so no route is the longest",
        zh="报文可能循环转发，因此不存在最长路径",
    ),
    "CHECK-no-tables-after-failure": Entry(
        en="routes come from a table, and there is none for the time after a failure",
        zh="路由来自表文件，而失效之后的路由表未提供",
    ),
    "CHECK-no-trees-after-failure": Entry(
        en="the links of a multicast tree are listed, and nothing says how it is laid after a failure",
        zh="组播树以链路列表给出，未说明失效之后如何重建",
        help_en="name the algorithm that lays it: `breadth_first`",
        help_zh="请写明建树算法：`breadth_first`",
    ),
    "CHECK-sweep-too-large": Entry(
        en="{decided} of {sets} failure sets were tried and nothing broke; the rest is beyond the budget",
        zh="共 {sets} 个失效组合，已检验 {decided} 个且均未出错；其余超出计算预算",
    ),
    "CHECK-too-many-flows": Entry(
        en="the worst of the first {flows} flows is no answer: there are more pairs and faults than the budget allows",
        zh="前 {flows} 条最大流中的最差值不足以作出结论：端点对与故障的数目超出计算预算",
    ),
    **{f"CHECK-unroutable-{reason}": Entry(en=en, zh=zh) for reason, (en, zh) in _UNROUTABLE.items()},
}
