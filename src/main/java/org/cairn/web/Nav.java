package org.cairn.web;

import java.util.ArrayList;
import java.util.List;
import org.cairn.lti.Embed;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;

/** The few places one can go to, by role. */
public record Nav(List<Place> places) {

    /** A place: its path and its name, both also in the message key. */
    public record Place(String path, String label, boolean here) {}

    /** What this launch may visit, with {@code here} marked. */
    public static Nav of(Launch launch, String here) {
        List<Place> places = new ArrayList<>();
        if (launch.purpose() instanceof Purpose.Visit visit && visit.embed() != null) {
            embedded(places, here, launch, visit.embed());
        }
        if (launch.mayTeach() && launch.course() != null) {
            add(places, here, "/instructor", "nav.class");
            add(places, here, "/instructor/embed", "nav.embed");
        }
        if (launch.mayAdminister()) {
            add(places, here, "/admin", "nav.admin");
            add(places, here, "/admin/feeds", "nav.feeds");
            add(places, here, "/admin/people", "nav.people");
            add(places, here, "/admin/quarantine", "nav.quarantine");
            add(places, here, "/admin/upload", "nav.upload");
        }
        if (!launch.mayTeach()) {
            if (launch.course() != null) {
                add(places, here, "/student", "nav.course");
            }
            add(places, here, "/student/badges", "nav.badges");
        }
        return new Nav(List.copyOf(places));
    }

    /** The badge of an embedded link stays at hand on every other page. */
    private static void embedded(List<Place> places, String here, Launch launch, Embed embed) {
        if (embed.view() == Embed.View.BADGE && embed.badge() != null) {
            String room = launch.mayTeach() && launch.course() != null ? "/instructor" : "/student";
            add(places, here, room + "/badge/" + embed.badge(), "nav.badge");
        }
    }

    private static void add(List<Place> places, String here, String path, String label) {
        places.add(new Place(path, label, path.equals(here)));
    }
}
