"""Scheduling: makes the best timetable of meetings from a list of wishes. Values in, values out.

`problem` defines problems and timetables, `solver.solve` makes the timetable, `check` is a referee written from the
rules below alone, `files` reads and writes JSON, `generator` generates realistic problems, `fixed` solves the problem
published in the literature (all meetings given, fewest breaks). It imports nothing else of forum: it does not know
editions, the database or the web.

The problem as JSON
-------------------

::

    {
      "slots":        [{"day": 0, "starts": 540, "ends": 560, "hall": null}, …],
      "tables":       [{"id": "1", "hall": "A"}, …]  or a count: 60 stands for tables "1" to "60" in one hall,
      "companies":    [{"id": "c1", "most": 8, "small": true}, …],
      "participants": [{"id": "b1", "side": "buyer", "company": "c1", "table": "1", "available": [0, 1, 2],
                        "most": 26, "most_per_day": 13, "most_in_a_row": null}, …],
      "wishes":       [{"id": "w1", "buyer": "b1", "supplier": "s1", "priority": "mutual", "weight": 80,
                        "process": "forja", "slots": null, "pinned": null, "preferred": 3}, …],
      "precedences":  [["w1", "w2"], …],
      "walking":      0,
      "once":         false,
      "few_days":     false,
      "everybody":    false,
      "one_day":      false,
      "published":    {"w1": {"slot": 3, "table": "1"}, …},
      "earlier":      {}
    }

Slots are numbered from 0 in the order given, which is the order of time (day, start, end); `starts` and `ends` are
minutes of the day. A slot with a hall serves tables of that hall only. Slots of one hall do not overlap; slots of
different halls may. Only `slots`, `tables`, `participants` and `wishes` are needed, and of their items the ids, `side`,
`buyer`, `supplier`, a slot's `day`, `starts` and `ends`; null or absent: no limit, no table of one's own, every slot,
no process, no slot that is preferred. A company that is not listed has no quota and is not small; a participant without
one counts as a company of their own. The default `priority` is "supplier", the default `weight` 50.

The timetable as JSON
---------------------

::

    {
      "status":      "optimal" (proved) | "feasible",
      "value":       {"published": 0, "mutual": 1349, …, "points": 227335, "total": 1683},
      "value_bound": an upper bound of the value of any timetable,
      "cost":        {"moved": 0, "missed": 0, "days": 0, "breaks": 3, "walks": 0},
      "cost_bound":  a lower bound of the cost of any timetable of this value,
      "meetings":    {"w1": {"slot": 3, "table": "1"}, …},
      "joined":      {"w3": "w1", …},
      "left_out":    [{"wish": "w2", "reason": "buyer_full", "numbers": {"count": 26},
                       "words": {"es": …, "en": …}}, …],
      "seconds": 9.8, "steps": 20000000, "seed": 1
    }

Each reason names one obstacle: without it alone, all other meetings staying where they are, the wish could be met.

- no_common_slot: their hours and the wish's `slots` have none in common. buyer_full, supplier_full: that person has no
  room left in any of their slots, by meetings or by the quota of days (a buyer's also by `most`); `count` meetings.
  no_room: neither is full, but one or both have no room in any slot in common.
- quota: a company's `most` or the supplier's, which is `count`. tables_full: no table is free for them, where there is
  any. rest: somebody would have more than `count` meetings in a row. walking: too few minutes to change halls. order: a
  precedence. second_day: the supplier would have to come on another day for it (rule 9). meets_already: a published
  wish of a pair that meets.
- lower_priority, fairness: one meeting less would free the time or the quota, and each such meeting is of a stronger
  class, or one is of a small company that had fewer meetings; said in place of the fullness or quota that it explains.
- several: no single one of these. not_reached: none; the search ended before it tried the place that is free.

The rules
---------

1.  A wish is met once, or left out. A met wish takes one slot and one table, and both people for that slot.
2.  A buyer with a table meets only there; a buyer without one meets, in each slot, at any table that belongs to no
    buyer. A table holds one meeting at a time, a person is in one meeting at a time (slots that overlap in time count
    as the same time). The slot must serve the table's hall.
3.  A meeting is in a slot in which both are available, and which is among the wish's `slots` if it has any.
4.  A person has at most `most` meetings, `most_per_day` on each day, and `most_in_a_row` in a row (rest: two meetings
    of a day are in a row while the pause between them is shorter than the first of them); a company's people together
    have at most `most`.
5.  A person who changes halls has at least `walking` minutes between the end of one meeting and the start of the
    next, on the same day.
6.  If both wishes of a precedence are met, the first ends before the second starts.
7.  A pinned wish is met in its slot. Staff has decided it, so availability, `slots` and quotas do not apply to it, but
    it counts against the quotas of the other wishes: if pinned wishes alone exceed a quota, no wish is added. Rest,
    walking and precedence do not apply among pinned meetings alone. Pins that put a person or a table in two places at
    once are an error (`ProblemError`).
8.  With `once` a pair — a buyer and the company of a supplier — meets once, and talks about all that the two wish: a
    pair has at most one meeting or, if more are pinned or published, at most so many. Every other wish of a pair that
    meets is `joined` to the first of its meetings, unless it was published: then it is left out like any other.
9.  With `one_day` the meetings of a supplier that are neither pinned nor published are on one day, or on days of those
    that are. What this costs is said by `value_bound`, which regards all other rules; no cost is proved.

The objectives, in this order
-----------------------------

1.  **Wishes met**, as a vector compared from the left: the published ones kept (on re-planning), the mutual ones, the
    buyers', the organiser's, the suppliers' — each counts one, a published one under "published" only — then points.
    The points of a met wish are its `weight` (0 to 100), plus 100 if its process is scarce: the wishes for it name
    fewer supplier companies than buyers. A small company (MiPyME) adds 125, 100, 75, 50, 25 for its first, second, …
    fifth meeting: so its first meeting comes before any company's sixth, whatever their weights. With `everybody` the
    number of small companies that have a meeting comes before the mutual wishes: so none is without one that could be
    given one of a company that has more.
2.  On re-planning: **fewest meetings moved**, published ones met in another slot or at another table. People have been
    notified of these, so keeping them comes before all that follows. A meeting of an `earlier` timetable, a draft that
    nobody was told of, counts as moved too, also if it is left out; but wishes are met as if there had been none.
3.  **Fewest preferred slots missed**: wishes met in another slot than their `preferred` one, pinned wishes aside.
4.  With `few_days`, **fewest days of suppliers**: each day on which a supplier has a meeting counts one, so that who
    has two meetings comes once where no wish and no preferred slot is lost by it. Buyers stay at their tables.
5.  **Fewest breaks** of suppliers and buyers: between two consecutive meetings of a person on one day, there is a slot
    of any hall that fits between them. (The published definition: a maximal run of idle slots. Lunch and nights are not
    slots.)
6.  **Fewest walks**: consecutive meetings of a person on one day in different halls, and consecutive meetings on one
    day of a buyer without a table of their own at different tables of one hall.
"""
