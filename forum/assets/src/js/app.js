// On every page. Each part works on its own and every page works without it.

import { watchCopies } from "./copy.js";
import { watchDialogs } from "./dialogs.js";
import { watchDrawer } from "./drawer.js";
import { watchForms } from "./forms.js";
import { connectHtmx } from "./htmx-glue.js";
import { watchNotices } from "./notices.js";
import { watchTheme } from "./theme.js";
import { keepTicks } from "./ticks.js";

watchNotices();
watchTheme();
watchDrawer();
watchDialogs();
watchForms();
watchCopies();
connectHtmx();
keepTicks();
