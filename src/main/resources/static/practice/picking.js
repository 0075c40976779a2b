// Around the frame: goes on when the tool has answered, or fills the form of a Moodle with what was picked.
(() => {
    const form = () => document.getElementById("activity");

    const fill = (items) => {
        const picked = JSON.parse(items);
        const list = document.getElementById("picked");
        document.getElementById("window").close();
        if (picked.length === 0) {
            return;
        }
        document.getElementById("items").value = items;
        document.getElementById("name").value = picked.length === 1 ? picked[0].title : "";
        list.replaceChildren(
            ...picked.map((item) => {
                const line = document.createElement("li");
                line.textContent = item.title + (item.lineItem ? " (graded)" : "");
                return line;
            }),
        );
    };

    window.addEventListener("message", (event) => {
        if (event.origin !== window.location.origin || event.data?.subject !== "practice.picked") {
            return;
        }
        if (form() && event.data.items) {
            fill(event.data.items);
        } else if (event.data.back) {
            window.location.assign(event.data.back);
        }
    });

    const select = document.getElementById("select");
    if (select) {
        select.addEventListener("click", () => {
            document.getElementById("tool").src = select.dataset.frame;
            document.getElementById("window").showModal();
        });
        // until now a click would have been lost
        select.disabled = false;
    }
})();
