package io.guildhall.database;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/**
 * Refuses to start with a role that row level security does not bind: an organization
 * would see the others' data as soon as one statement forgets its name.
 */
@Component
@RequiredArgsConstructor
class RoleCheck implements SmartInitializingSingleton {

	private final JdbcClient jdbc;

	private record Role(String name, boolean superuser, boolean bypassesPolicies, long owned) {

		/** What is wrong with it, in words; empty if nothing is. */
		String objection() {
			List<String> found = new ArrayList<>();
			if (this.superuser) {
				found.add("is a superuser");
			}
			if (this.bypassesPolicies) {
				found.add("bypasses row level security");
			}
			if (this.owned > 0) {
				found.add("owns %d of the tables".formatted(this.owned));
			}
			return String.join(" and ", found);
		}

	}

	/**
	 * After the migrations, before the first request.
	 * @throws DatabaseUnavailable with the SQL that makes a role that will do
	 */
	@Override
	public void afterSingletonsInstantiated() {
		// Membership counts as well: who may become the owner is bound by nothing.
		Role role = this.jdbc.sql("""
				select rolname as name, rolsuper as superuser, rolbypassrls as bypasses_policies,
					(select count(*) from pg_class
						where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
						and pg_has_role(current_user, relowner, 'member')) as owned
				from pg_roles where rolname = current_user
				""").query(Role.class).single();
		String objection = role.objection();
		if (!objection.isEmpty()) {
			throw new DatabaseUnavailable(
					"The role \"%s\" that Guildhall works with %s, so nothing would keep the organizations apart."
						.formatted(role.name(), objection),
					"""
							Make two roles, as a superuser, in the database of Guildhall:

							    create role guildhall_owner login nosuperuser nobypassrls password '...';
							    create role guildhall_app login nosuperuser nobypassrls password '...';
							    grant create on schema public to guildhall_owner;

							Set spring.flyway.user and .password to the first, which owns the tables, and \
							spring.datasource.username and .password to the second. Tables that exist go to the owner by \
							"reassign owned by ... to guildhall_owner".""");
		}
	}

}
