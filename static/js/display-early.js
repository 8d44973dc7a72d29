/* A classic script in the head: sets the reader's choice of look before the first paint (display.js keeps it), and says
   that scripts run: what needs them is shown by that (states.css), also by browsers without @media (scripting). */
document.documentElement.dataset.scripts = "";
try {
  for (const name of ["theme", "text", "contrast"]) {
    const choice = localStorage.getItem(`display-${name}`);
    if (choice) document.documentElement.dataset[name] = choice;
  }
} catch {
  // Storage may be forbidden: then the page follows the system.
}
