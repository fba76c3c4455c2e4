package io.guildhall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.web.BackRooms;

/**
 * A test with the whole application and without a port. All of them share one context:
 * another one would cost as long as twenty tests, so a property of one's own is worth
 * thinking twice.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc
@Import({ TestDatabase.class, StaffFixtures.class, OrganizationFixtures.class, BackRooms.class })
@TestConstructor(autowireMode = AutowireMode.ALL)
@TestInstance(Lifecycle.PER_CLASS)
public @interface HouseTest {

}
