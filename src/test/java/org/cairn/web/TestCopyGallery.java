package org.cairn.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.cairn.lti.Role;
import org.cairn.web.instructor.InstructorControllers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages of a course that was copied: before anything was taken over, and when something could not be. */
final class TestCopyGallery {

    private static final String PATH = "/instructor/copy";

    private final TestWorld world = new TestWorld();
    private final MockMvc teacher = TestPages.browser(
            world.launch(world.person("Tess Teacher"), Role.INSTRUCTOR), InstructorControllers.of(world));
    private final Map<String, String> pages = new LinkedHashMap<>();

    private TestCopyGallery() {}

    static Map<String, String> pages() throws Exception {
        TestCopyGallery gallery = new TestCopyGallery();
        gallery.show();
        return gallery.pages;
    }

    private void show() throws Exception {
        world.bindings.clear();
        keep("copy-none", get(PATH));
        String from = world.copiedFromLastYear().id().value().toString();
        keep("class-copied", get("/instructor"));
        keep("embed-copied", get("/instructor/embed"));
        String page = keep("copy", get(PATH));
        MockHttpServletRequestBuilder everything = post(PATH).param("from", from);
        Pattern.compile("name=\"take\" value=\"([0-9a-f]{16})\"")
                .matcher(page)
                .results()
                .forEach(row -> everything.param("take", row.group(1)));
        keep("copy-faults", everything);
    }

    private String keep(String name, MockHttpServletRequestBuilder request) throws Exception {
        String page = TestPages.keep(teacher.perform(request).andReturn(), "gallery-" + name);
        pages.put(name, page);
        return page;
    }
}
