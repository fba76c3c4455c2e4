package io.guildhall.link;

import java.util.Comparator;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;

/**
 * Counts links that open nothing, of those whose address names the organization: for who
 * tries them, and for the staff. For who tries it is one count for each kind of link,
 * whatever organization the address names, and also where there is none such: who makes
 * names up fills nothing, and is not told which there are by where they have to wait.
 */
@Service
public class LinkMisses {

	/** So many days are added up for the staff. */
	public static final int DAYS = 30;

	private final WrongLinks wrong;

	private final ObjectProvider<MissTable> tables;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final TransactionTemplate alone;

	LinkMisses(WrongLinks wrong, ObjectProvider<MissTable> tables, OrganizationService organizations, JdbcClient jdbc,
			Tenancy tenancy, PlatformTransactionManager transactions) {
		this.wrong = wrong;
		this.tables = tables;
		this.organizations = organizations;
		this.jdbc = jdbc;
		this.tenancy = tenancy;
		this.alone = new TransactionTemplate(transactions);
		this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/** How many links opened nothing within the last thirty days. */
	public record Missed(int days, long misses) {
	}

	/** The same, of the links of one kind. */
	public record OfKind(MissTable kind, Missed missed) {
	}

	/**
	 * Counts one that names no organization, for who tries.
	 * @param address of who tries
	 * @throws io.guildhall.staff.StaffRefused if they tried too many
	 */
	public void nowhere(MissTable kind, String address) {
		wrong.count(kind.door(), address);
	}

	/**
	 * Counts one for who tries, and for the organization of the thread: there only as
	 * long as they are not locked out, and in a transaction of its own, for the refusal
	 * must not undo it.
	 * @param address of who tries
	 * @throws io.guildhall.staff.StaffRefused if they tried too many
	 */
	public void missed(MissTable kind, String address) {
		wrong.count(kind.door(), address);
		alone.executeWithoutResult(status -> jdbc.sql("""
				insert into %1$s (organization_id, day, misses) values (:organization, :today, 1)
				on conflict (organization_id, day) do update set misses = %1$s.misses + 1
				""".formatted(kind.name()))
			.param("organization", tenancy.current())
			.param("today", organizations.today())
			.update());
	}

	/** How many there were of one kind. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Missed lately(MissTable kind) {
		return jdbc.sql("""
				select coalesce(sum(misses), 0) from %s
				where organization_id = :organization and day > :before
				""".formatted(kind.name()))
			.param("organization", tenancy.current())
			.param("before", organizations.today().minusDays(DAYS))
			.query((row, number) -> new Missed(DAYS, row.getLong(1)))
			.single();
	}

	/** How many there were of each kind. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public List<OfKind> lately() {
		return tables.stream()
			.sorted(Comparator.comparing(MissTable::door))
			.map(kind -> new OfKind(kind, lately(kind)))
			.toList();
	}

}
