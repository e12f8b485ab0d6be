// The benchmark's site in Eleventy: profiles and reviews are global data, pages are JavaScript templates.
export default function (config) {
  config.addPassthroughCopy({ "src/static": "." });
  config.setQuietMode(true);
  return { dir: { input: "src", output: "public" }, templateFormats: ["11ty.js"] };
}
