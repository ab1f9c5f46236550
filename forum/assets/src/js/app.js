// On every page. Each part works on its own and every page works without it.

import { watchConditions } from "./conditions.js";
import { watchCopies } from "./copy.js";
import { watchDialogs } from "./dialogs.js";
import { watchForms } from "./forms.js";
import { connectHtmx } from "./htmx-glue.js";
import { watchLeaving } from "./leaving.js";
import { watchLists } from "./lists.js";
import { watchNotices } from "./notices.js";
import { watchPocket } from "./pocket/page.js";
import { watchSheets } from "./sheets.js";
import { watchTheme } from "./theme.js";
import { keepTicks } from "./ticks.js";

watchNotices();
watchPocket();
watchTheme();
watchDialogs();
watchSheets();
watchForms();
watchConditions();
watchCopies();
connectHtmx();
watchLists();
watchLeaving();
keepTicks();
