// Somebody has signed out at this machine.

import { forgetPictures } from "../uploads/picture_draft.js";
import { forgetSent } from "./local_copies.js";

for (const forget of [forgetSent, forgetPictures]) forget().catch(() => {}); // nothing was kept here
