package org.cairn.web.admin;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.lti.Launch;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.UploadDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Results of a whole platform from a file, such as a student information system exports. */
@Controller
class UploadPage {

    private final Platforms platforms;
    private final UploadDesk desk;

    UploadPage(Platforms platforms, UploadDesk desk) {
        this.platforms = platforms;
        this.desk = desk;
    }

    @GetMapping("/admin/upload")
    String form(Launch launch, Locale locale, @RequestParam(defaultValue = "") String said, Model model) {
        Access.administering(launch);
        return page(launch, locale, launch.platform(), said, model);
    }

    @PostMapping("/admin/upload")
    String preview(
            Launch launch,
            Locale locale,
            @RequestParam(required = false) @Nullable UUID platform,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model) {
        Access.administering(launch);
        PlatformId chosen = chosen(launch, platform);
        desk.preview(launch, chosen, null, file, locale, model);
        return page(launch, locale, chosen, "", model);
    }

    @PostMapping("/admin/upload/confirm")
    String confirm(Launch launch, @RequestParam String preview) {
        Access.administering(launch);
        return "redirect:/admin/upload?said=" + (desk.confirm(launch, preview, null) ? "taken" : "over");
    }

    /** A platform of the launch's own institution; another one is as unknown as none. */
    private PlatformId chosen(Launch launch, @Nullable UUID id) {
        return platforms.of(launch.institution()).stream()
                .map(Platform::id)
                .filter(one ->
                        id == null ? one.equals(launch.platform()) : one.value().equals(id))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    private String page(Launch launch, Locale locale, PlatformId chosen, String said, Model model) {
        List<Platform> all = platforms.of(launch.institution());
        model.addAttribute("nav", Nav.of(launch, "/admin/upload"));
        model.addAttribute("base", "/admin/upload");
        model.addAttribute("course", false);
        model.addAttribute("platforms", all);
        model.addAttribute("chosen", chosen);
        model.addAttribute("said", said.equals("taken") || said.equals("over") ? said : null);
        desk.show(launch.institution(), null, locale, model);
        return "upload";
    }
}
