package io.guildhall.journey;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

import io.guildhall.TestDatabase;
import io.guildhall.staff.StaffFixtures;

/**
 * The whole application on a port, without schedules, in a database that it shares with
 * instances in JVMs of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "guildhall.test.own-database=" + Together.DATABASE)
@Import({ TestDatabase.class, StaffFixtures.class })
@interface Together {

	/** The name of the database. */
	String DATABASE = "together";

}
