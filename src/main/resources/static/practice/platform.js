// The platform's half of LTI Platform Storage (LTI Client Side postMessages 1.0), and two messages that Canvas knows.
(() => {
    const tool = document.currentScript.dataset.tool;
    const toolFrame = () => document.getElementById("tool");
    const stored = new Map();
    const MOST_KEYS = 200;
    const MOST_LENGTH = 4096;
    const SUBJECTS = ["lti.capabilities", "lti.put_data", "lti.get_data", "lti.frameResize", "lti.screenReaderAlert"];

    const badRequest = (message) => ({ error: { code: "bad_request", message } });

    const answers = {
        "lti.capabilities": () => ({ supported_messages: SUBJECTS.map((subject) => ({ subject })) }),
        "lti.put_data": ({ key, value }) => {
            if (typeof key !== "string" || !key) {
                return badRequest("a key is needed");
            }
            if (value === null || value === undefined) {
                stored.delete(key);
                return { key };
            }
            if (String(value).length > MOST_LENGTH || (stored.size >= MOST_KEYS && !stored.has(key))) {
                return { error: { code: "storage_exhaustion", message: "too much" } };
            }
            stored.set(key, String(value));
            return { key, value: stored.get(key) };
        },
        "lti.get_data": ({ key }) =>
            typeof key !== "string" || !key ? badRequest("a key is needed") : { key, value: stored.get(key) ?? null },
        "lti.frameResize": ({ height }) => {
            const pixels = Number.parseInt(height, 10);
            if (!(pixels > 0)) {
                return badRequest("a height is needed");
            }
            toolFrame().style.height = `${Math.min(Math.max(pixels, 200), 20000)}px`;
            return {};
        },
        "lti.screenReaderAlert": ({ body }) => {
            document.getElementById("announcement").textContent = String(body ?? "");
            return {};
        },
    };

    window.addEventListener("message", (event) => {
        const asked = event.data;
        if (event.origin !== tool || event.source !== toolFrame()?.contentWindow || typeof asked !== "object" || !asked) {
            return;
        }
        const answer = Object.hasOwn(answers, asked.subject) && answers[asked.subject](asked);
        if (answer) {
            event.source.postMessage(
                { subject: `${asked.subject}.response`, message_id: asked.message_id, ...answer },
                event.origin,
            );
        }
    });
})();
