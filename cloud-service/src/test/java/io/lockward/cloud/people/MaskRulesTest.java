package io.lockward.cloud.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MaskRulesTest {
    @Test
    void shows_initials_only() {
        assertEquals("A. M. S.", MaskRules.name("  Ana Maria   Silva "));
        assertEquals("Å. Ø.", MaskRules.name("Åsa Øst"));
        assertEquals("?", MaskRules.name("  "));
        assertTrue(MaskRules.name("x ".repeat(60)).length() <= 40, "a ticket takes 40 characters");
    }

    @Test
    void shows_where_a_letter_goes_and_not_to_whom() {
        assertEquals("a…@example.org", MaskRules.email("ana.silva@example.org"));
        assertEquals(null, MaskRules.email(null));
    }
}
