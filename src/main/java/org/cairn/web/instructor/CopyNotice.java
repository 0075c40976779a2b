package org.cairn.web.instructor;

import org.cairn.lti.Launch;
import org.cairn.pathway.Copies;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells those who teach a copied course, on the pages they come to anyway, that something can be taken over. */
@ControllerAdvice(assignableTypes = {ClassPage.class, BadgeInClassPage.class, EmbedPage.class})
class CopyNotice {

    private final Copies copies;

    CopyNotice(Copies copies) {
        this.copies = copies;
    }

    @ModelAttribute("copyWaits")
    boolean waits(Launch launch) {
        return launch.mayTeach() && launch.inCourse().filter(copies::isWaiting).isPresent();
    }
}
