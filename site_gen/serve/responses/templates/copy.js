// Copies the text of a response; without a clipboard it selects the text, so that Ctrl-C does.
"use strict";
for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Selected: copy it with Ctrl-C or ⌘C.";
    }
  });
}
for (const text of document.querySelectorAll("textarea[readonly]")) {
  text.style.height = `${text.scrollHeight + 4}px`;
}
