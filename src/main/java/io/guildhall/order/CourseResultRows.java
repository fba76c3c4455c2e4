package io.guildhall.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What came of courses, camps and consultations, as it is stored. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class CourseResultRows {

	/**
	 * Lines that were paid and of which something is left, and those that were finished
	 * before they were paid back.
	 */
	private static final String RESULTS = """
			from order_lines l
			join orders o on o.organization_id = l.organization_id and o.id = l.order_id
			left join order_results r on r.organization_id = l.organization_id and r.line_id = l.id
			where l.organization_id = :organization and l.product_kind in ('COURSE', 'CAMP', 'CONSULTATION')
			and o.paid_day is not null and o.state <> 'TAKEN_BACK'
			and (r.line_id is not null or (o.state in ('PAID', 'PARTLY_REFUNDED')
			    and (l.total_minor = 0 or l.refunded_minor < l.total_minor)))
			""";

	private static final String COLUMNS = """
			select l.id, l.order_id, o.number, o.member_id, l.product_id, l.product_name, l.quantity, o.paid_day, r.finished_on,
			    r.note, r.actor_name
			""";

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Those of members whom who acts may see. */
	List<CourseResult> select(String condition, Map<String, ? extends @Nullable Object> parameters) {
		MemberScope.Limit limited = scope.on("o.member_id");
		return jdbc.sql(COLUMNS + RESULTS + limited.sql() + condition)
			.params(limited.parameters())
			.params(parameters)
			.param("organization", tenancy.current())
			.query(CourseResultRows::result)
			.list();
	}

	/** Those of some lines. */
	List<CourseResult> ofLines(Collection<UUID> lines) {
		return select(" and l.id = any(cast(:lines as uuid[])) order by l.id", Map.of("lines", texts(lines)));
	}

	/** How many of a product there are, and how many of them finished. */
	CourseResults.Figures count(ProductId product) {
		MemberScope.Limit limited = scope.on("o.member_id");
		return jdbc
			.sql("select count(*) as taking, count(r.line_id) as finished " + RESULTS + limited.sql()
					+ " and l.product_id = :product")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("product", product.id())
			.query(CourseResults.Figures.class)
			.single();
	}

	/** The lines of an order that were finished. */
	List<UUID> finished(OrderId order) {
		return jdbc.sql("""
				select r.line_id from order_results r
				join order_lines l on l.organization_id = r.organization_id and l.id = r.line_id
				where r.organization_id = :organization and l.order_id = :order order by r.line_id
				""").param("organization", tenancy.current()).param("order", order.id()).query(UUID.class).list();
	}

	/** Writes down that they were finished. */
	void add(Collection<UUID> lines, LocalDate on, String note, Instant now) {
		Actor actor = OnBehalf.actor();
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("lines", texts(lines));
		parameters.put("on", on);
		parameters.put("note", note);
		parameters.put("now", Timestamp.from(now));
		parameters.put("actor", actor.id());
		parameters.put("actorName", actor.name());
		jdbc.sql("""
				insert into order_results (organization_id, line_id, finished_on, note, at, actor_id, actor_name)
				select :organization, one.line, cast(:on as date), :note, :now, cast(:actor as uuid), :actorName
				from unnest(cast(:lines as uuid[])) as one (line)
				""").params(parameters).update();
	}

	/** Takes one back; the trail knows what it was. */
	void remove(UUID line) {
		jdbc.sql("delete from order_results where organization_id = :organization and line_id = :line")
			.param("organization", tenancy.current())
			.param("line", line)
			.update();
	}

	/** Forgets what was written about a person. */
	void forget(MemberId member) {
		jdbc.sql("""
				update order_results r set note = '' from order_lines l, orders o
				where r.organization_id = :organization and l.organization_id = :organization and l.id = r.line_id
				and o.organization_id = :organization and o.id = l.order_id and o.member_id = :member and r.note <> ''
				""").param("organization", tenancy.current()).param("member", member.id()).update();
	}

	private static String[] texts(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

	private static CourseResult result(ResultSet row, int number) throws SQLException {
		String note = row.getString("note");
		return new CourseResult(row.getObject("id", UUID.class), new OrderId(row.getObject("order_id", UUID.class)),
				row.getLong("number"), new MemberId(row.getObject("member_id", UUID.class)),
				new ProductId(row.getObject("product_id", UUID.class)), row.getString("product_name"),
				row.getInt("quantity"), row.getObject("paid_day", LocalDate.class),
				row.getObject("finished_on", LocalDate.class), (note != null) ? note : "", row.getString("actor_name"),
				0);
	}

}
