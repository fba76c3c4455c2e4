package io.guildhall.journey;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

import io.guildhall.TestDatabase;
import io.guildhall.staff.StaffFixtures;

/**
 * The whole application on a port as it runs for its users: schedules on, in a database
 * of its own, since what one context plans another must not run. One context serves all
 * tests that say this.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "guildhall.test.scheduler=true", "guildhall.test.own-database=" + WholeApplication.DATABASE })
@AutoConfigureMockMvc
@Import({ TestDatabase.class, StaffFixtures.class })
public @interface WholeApplication {

	/** The name of the database. */
	String DATABASE = "journeys";

}
