package org.cairn.web.api.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.cairn.platform.Family;
import org.cairn.rules.Rule;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingApiTests extends ApiTest {

    @BeforeEach
    void aBadge() {
        pathways.given(canvas.id().institution(), "pbl", new Rule.Complete("charter", null));
    }

    @Test
    void aBindingIsStoredAndAnswered() throws Exception {
        putting("/api/bindings", binding("\"565\"", "assignment:355", ", \"atLeast\": \"85%\""))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.badge").value("pbl"))
                .andExpect(jsonPath("$.milestone").value("charter"))
                .andExpect(jsonPath("$.platform").value(canvas.id().value().toString()))
                .andExpect(jsonPath("$.course").value("565"))
                .andExpect(jsonPath("$.activity").value("assignment:355"))
                .andExpect(jsonPath("$.atLeast").value(0.85));
        assertThat(pathways.bindings).hasSize(1);
        getting("/api/bindings").andExpect(jsonPath("$", hasSize(1)));
    }

    @Test
    void manyAreStoredAndAnsweredAsAList() throws Exception {
        putting(
                        "/api/bindings",
                        "[%s, %s]"
                                .formatted(binding("\"565\"", "assignment:355", ""), binding("\"565\"", "quiz:12", "")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(2)))
                .andExpect(jsonPath("$[0].atLeast").isEmpty())
                .andExpect(jsonPath("$[1].activity").value("quiz:12"));
    }

    @Test
    void aListNamesTheOneThatIsWrong() throws Exception {
        String good = binding("\"565\"", "assignment:355", "");

        putting("/api/bindings", "[%s, %s]".formatted(good, good.replace("pbl", "none")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", startsWith("Binding 2: ")))
                .andExpect(jsonPath("$.code").value("binding.no-badge"));
        putting("/api/bindings", "[%s, %s]".formatted(good, good.replace("\"milestone\": \"charter\",", "")))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("[1].milestone"));
        putting("/api/bindings", "[%s, %s]".formatted(good, good.replace("milestone", "mile")))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("[1].mile"));
        putting("/api/bindings", "[%s, %s]".formatted(good, good.replace("milestone", "mi\\tle")))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("mi\tle' is not a field here")));
        putting("/api/bindings", "[]").andExpect(status().isBadRequest());
        putting("/api/bindings", "[null]").andExpect(status().isBadRequest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"355", "asignment:355", "assignment:", "cm:6", "Course", ":5", "assignment"})
    void whatIsNoActivityIsToldWhatIs(String activity) throws Exception {
        putting("/api/bindings", binding("\"565\"", activity, ""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("activity"))
                .andExpect(jsonPath("$.detail", containsString("assignment, quiz")));
    }

    @ParameterizedTest
    @CsvSource({
        "\"85%\",0.85",
        "\"85 %\",0.85",
        "\"85.5%\",0.855",
        "85,0.85",
        "0.85,0.85",
        "\"0.85\",0.85",
        "1,1",
        "100,1",
        "\"100%\",1",
        "1.0,1",
        "8.5e1,0.85",
        "\"50%\",0.5",
        "null,"
    })
    void aShareIsWrittenAsPeopleDo(String written, Double stored) throws Exception {
        putting("/api/bindings", binding("\"565\"", "course", ", \"atLeast\": " + written))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.atLeast").value(stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "101",
                "\"101%\"",
                "\"0%\"",
                "\"%\"",
                "\"high\"",
                "true",
                "{}",
                "[]",
                "\"\"",
                "1e999999999",
                "1e-999999999",
                "\"85%%\"",
                "\"-5%\"",
                "0.00000000000001"
            })
    void noOtherShareIsTaken(String written) throws Exception {
        putting("/api/bindings", binding("\"565\"", "course", ", \"atLeast\": " + written))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("atLeast"))
                .andExpect(jsonPath("$.detail", containsString("85%")));
        assertThat(pathways.bindings).isEmpty();
    }

    @Test
    void aBindingCannotLowerTheRule() throws Exception {
        putting("/api/bindings", binding("\"565\"", "course", ", \"atLeast\": \"40%\""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("may only ask for more")));
    }

    @Test
    void thePlatformMustExistInTheInstitution() throws Exception {
        platforms.given("Elsewhere", Family.MOODLE);

        putting("/api/bindings?institution=Elsewhere", binding("\"565\"", "course", ""))
                .andExpect(status().isNotFound());
        putting(
                        "/api/bindings",
                        binding("\"565\"", "course", "")
                                .replace(canvas.id().value().toString(), "x"))
                .andExpect(status().isNotFound());
        putting("/api/bindings", binding("\"565\"", "course", "")).andExpect(status().isOk());
    }

    @Test
    void aMissingFieldIsNamed() throws Exception {
        putting(
                        "/api/bindings",
                        "{\"badge\": \"pbl\", \"milestone\": \"charter\", \"platform\": \"x\", \"course\": \"1\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("activity"));
    }

    private String binding(String course, String activity, String more) {
        return "{\"badge\": \"pbl\", \"milestone\": \"charter\", \"platform\": \"%s\", \"course\": %s, \"activity\": \"%s\"%s}"
                .formatted(canvas.id().value(), course, activity, more);
    }
}
