// Asks whether anything has changed on the guide's page. In a worker, since browsers slow down the
// clocks of pages that lie behind others, and a call must ring all the same.

const EVERY = 700; // Milliseconds: with the answer's own time, a new contact rings within a second.
const SLOWER = 3000; // While the server does not answer.
let address = "";
let mark = "";
let forms = ""; // The contacts whose forms the page has.
let timer;

const ask = async () => {
  let wait = EVERY;
  try {
    const answer = await fetch(address, {
      headers: { "X-Forms": forms, ...(mark && { "If-None-Match": `"${mark}"` }) },
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(8000),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      postMessage({ kind: "out" });
      wait = SLOWER;
    } else if (answer.status === 304) {
      postMessage({ kind: "same" });
    } else if (answer.ok) {
      mark = (answer.headers.get("ETag") ?? "").replace(/^W\//, "").replace(/"/g, "");
      postMessage({ kind: "parts", html: await answer.text(), mark });
    } else {
      throw new Error(String(answer.status));
    }
  } catch {
    postMessage({ kind: "lost" });
    wait = SLOWER;
  }
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
};

addEventListener("message", ({ data }) => {
  if (data.mark !== undefined) mark = data.mark;
  if (data.forms !== undefined) forms = data.forms;
  if (data.address) {
    address = data.address;
    ask();
  }
});
