package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Walks every table of the whole schema: is it behind the three locks, and can it be
 * distributed over several machines by organization? Each query returns what breaks a
 * rule, in words.
 */
@HouseTest
class SchemaTests {

	private static final String FENCE = "(organization_id = (NULLIF(current_setting('guildhall.organization_id'::text, true), "
			+ "''::text))::uuid)";

	/** As the owner: the catalog shows everything to him. */
	private final JdbcClient jdbc = JdbcClient.create(TestDatabase.asOwner());

	@Test
	void hasTablesAtAll() {
		assertThat(tenantTables()).contains("idempotency_keys").doesNotContain("organizations");
	}

	@Test
	void everyTableOfATenantNamesItsOrganizationFirst() {
		assertThat(ofTenants("""
				select c.relname, 'has no column organization_id uuid not null' from pg_class c
				where not exists (select from pg_attribute a where a.attrelid = c.oid
					and a.attname = 'organization_id' and a.attnotnull and a.atttypid = 'uuid'::regtype)
				union all
				select c.relname, 'has no primary key' from pg_class c
				where not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
				union all
				select c.relname, 'has a key that does not begin with organization_id: ' || i.indexrelid::regclass
				from pg_class c join pg_index i on i.indrelid = c.oid
				left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
				where (i.indisunique or i.indisexclusion) and a.attname is distinct from 'organization_id'
				""")).isEmpty();
	}

	@Test
	void everyTableOfATenantIsFencedByOnePolicy() {
		assertThat(ofTenants("""
				select c.relname, 'has no row level security' from pg_class c where not c.relrowsecurity
				union all
				select c.relname, 'has ' || count(p.oid) || ' policies' from pg_class c
				left join pg_policy p on p.polrelid = c.oid group by c.relname having count(p.oid) <> 1
				union all
				select c.relname, 'has another policy than the others: ' || p.polname from pg_class c
				join pg_policy p on p.polrelid = c.oid
				where not (p.polcmd = '*' and p.polpermissive and p.polroles = '{0}'
					and pg_get_expr(p.polqual, p.polrelid) = '%1$s'
					and pg_get_expr(p.polwithcheck, p.polrelid) = '%1$s')
				""".formatted(FENCE.replace("'", "''")))).isEmpty();
	}

	@Test
	void foreignKeysStayInsideTheOrganization() {
		assertThat(ofTenants("""
				select c.relname, 'has a foreign key without organization_id: ' || k.conname
				from pg_class c join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
				where not (
					(select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1])
						= 'organization_id'
					and ((select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1])
							= 'organization_id'
						or k.confrelid = 'organizations'::regclass and cardinality(k.conkey) = 1))
				union all
				select c.relname, 'has a foreign key that changes rows by itself: ' || k.conname
				from pg_class c join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
				where k.confdeltype in ('n', 'd') or k.confupdtype <> 'a'
				""")).isEmpty();
		assertThat(problems("""
				select k.conrelid::regclass::text as relname,
					'belongs to the house, but refers to ' || k.confrelid::regclass
				from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
				where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
				and not (c.relname = any (:tenants)) and f.relname = any (:tenants) and not c.relispartition
				""")).isEmpty();
	}

	@Test
	void nothingHappensBehindTheApplicationsBack() {
		assertThat(problems("""
				select c.relname, 'has the trigger ' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
				where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
				union all
				select c.relname, 'has the rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
				where r.rulename <> '_RETURN' and c.relnamespace = 'public'::regnamespace
				union all
				select relname, 'is a sequence' from pg_class
				where relkind = 'S' and relnamespace = 'public'::regnamespace
				union all
				select c.relname, 'has the identity column ' || a.attname
				from pg_attribute a join pg_class c on c.oid = a.attrelid
				where a.attidentity <> '' and c.relnamespace = 'public'::regnamespace
				union all
				select c.relname, 'inherits' from pg_inherits i join pg_class c on c.oid = i.inhrelid
				where not c.relispartition and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
				""")).isEmpty();
		assertThat(ofTenants("""
				select c.relname, 'has a default that calls a function: ' || a.attname
				from pg_class c join pg_attrdef d on d.adrelid = c.oid
				join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
				where a.attgenerated = '' and pg_get_expr(d.adbin, d.adrelid) ~ '[a-z_]\\s*\\('
				""")).isEmpty();
	}

	@Test
	void noIndexIsOfAKindThatRowLevelSecuritySwitchesOff() {
		assertThat(ofTenants("""
				select c.relname, 'has a ' || m.amname || ' index: ' || i.indexrelid::regclass
				from pg_class c join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid
				join pg_am m on m.oid = x.relam where m.amname in ('gin', 'gist', 'spgist')
				""")).isEmpty();
	}

	@Test
	void theApplicationMayDoNoMoreThanItNeeds() {
		assertThat(problems(
				"""
						select relname, 'grants the application ' || privilege_type
						from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace
						and grantee = 'guildhall_app'::regrole and privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
						union all
						select relname, 'grants everybody ' || privilege_type
						from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace and grantee = 0
						union all
						select relname, 'is a partition, and grants ' || privilege_type
						from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace
						and relispartition and grantee <> relowner
						union all
						select relname, 'is the audit trail, and lets the application ' || privilege_type
						from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace
						and relname like 'audit\\_%' and grantee = 'guildhall_app'::regrole
						and privilege_type in ('UPDATE', 'DELETE')
						union all
						select relname, 'is the history of migrations, and grants the application ' || privilege_type
						from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace
						and relname like 'flyway\\_%' and grantee = 'guildhall_app'::regrole
						"""))
			.isEmpty();
	}

	@Test
	void everyViewIsAModulesSqlFace() {
		assertThat(problems("""
				select relname, 'is a view whose name does not end in _facts' from pg_class
				where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace and relname not like '%\\_facts'
				union all
				select relname, 'is a view with the rights of its owner: security_invoker = true is missing'
				from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace
				and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']
				union all
				select relname, 'is a materialized view, which no policy fences' from pg_class
				where relkind = 'm' and relnamespace = 'public'::regnamespace
				union all
				select c.relname, 'is a view without organization_id' from pg_class c
				where relkind = 'v' and relnamespace = 'public'::regnamespace
				and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id')
				""")).isEmpty();
	}

	private List<String> tenantTables() {
		return this.jdbc.sql("""
				select relname from pg_class where relnamespace = 'public'::regnamespace
				and relkind in ('r', 'p') and not relispartition
				""").query(String.class).list().stream().filter(table -> !GlobalTables.contains(table)).toList();
	}

	/** Of a query that begins its parts with "from pg_class c". */
	private List<String> ofTenants(String query) {
		String tenants = "(select * from pg_class where relnamespace = 'public'::regnamespace "
				+ "and relkind in ('r', 'p') and relname = any (:tenants)) c";
		return problems(query.replace("from pg_class c", "from " + tenants));
	}

	private List<String> problems(String query) {
		return this.jdbc.sql(query)
			.param("tenants", tenantTables().toArray(String[]::new))
			.query((row, number) -> row.getString(1) + " " + row.getString(2))
			.list();
	}

}
