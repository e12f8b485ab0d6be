const NAMED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

export const text = (value) => String(value).replace(/[&<>"']/g, (sign) => NAMED[sign]);
export const each = (values, write) => values.map(write).join("");
export const slug = (value) => value.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
