/* The form in which an article is written: keeps a working copy of it, and saves it without leaving the page. */

import "./manuscripts.js";
import "./preview_links.js";
import { watchOrder } from "./attachment_order.js";
import { DocumentUploads } from "./document_uploads.js";
import { beginPresence } from "./presence.js";
import { Previews } from "./previews.js";
import { Saving } from "./saving.js";
import { Steps } from "./steps.js";
import { showLength } from "./word_count.js";
import { openWorkingCopy } from "./working_copy.js";

const articleForm = document.getElementById("article_form");
if (articleForm) new Steps(articleForm, document.querySelector("[data-step-reason]")).begin();
const length = document.querySelector("[data-length]");
if (length) showLength(articleForm, length);
const root = document.querySelector("[data-working-copy]");
const form = root?.closest("form");
const copy = root ? openWorkingCopy(root, form) : null;
const presence = beginPresence(copy);
if (copy) {
  copy.presence = presence;
  const saving = document.querySelector("[data-saving]");
  const uploads = new DocumentUploads(form, saving.dataset.documents, () => copy.changed());
  uploads.begin();
  watchOrder(() => copy.changed());
  new Saving(form, saving, copy, uploads).begin();
  new Previews(form, document.querySelector("[data-previews]"), copy).begin();
}
