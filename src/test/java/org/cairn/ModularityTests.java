package org.cairn;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void everyRoomImportsOnlyWhatItDeclares() {
        ApplicationModules.of(CairnApplication.class).verify();
    }
}
