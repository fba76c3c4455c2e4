package io.guildhall.fulfilment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The tables of couriers that were taken in, with the parcels that went out by them. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class CourierTables {

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** The tables that were taken in, the latest first. */
	@May(Permission.ORDER_RECORD)
	public Slice<CourierTableSummary> list(@Nullable String after) {
		List<CourierTableSummary> some = jdbc.sql("""
				select * from fulfilment_tables where organization_id = :organization
				and (cast(:at as timestamptz) is null
				    or (taken_at, id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by taken_at desc, id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.params(Slice.byTime(after))
			.param("limit", Slice.PAGE + 1)
			.query(CourierTables::summary)
			.list();
		return Slice.of(some, Slice.PAGE, one -> List.of(one.takenAt(), one.id()));
	}

	/**
	 * A table with its parcels, of members whom who asks may see; by the numbers of the
	 * orders.
	 * @throws FulfilmentRefused if there is no such table
	 */
	@May(Permission.ORDER_RECORD)
	public CourierTableDetails get(UUID table) {
		CourierTableSummary its = jdbc
			.sql("select * from fulfilment_tables where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", table)
			.query(CourierTables::summary)
			.optional()
			.orElseThrow(FulfilmentRefused::unknownTable);
		MemberScope.Limit limited = scope.on("f.member_id");
		return new CourierTableDetails(its, jdbc.sql("""
				select p.id, p.order_id, o.number, p.carrier, p.tracking_no, case when p.taken_back_at is not null
				    then 'TAKEN_BACK' when p.delivered_at is not null then 'ARRIVED' else 'UNDER_WAY' end as state
				from fulfilment_parcels p
				join fulfilments f on f.organization_id = :organization and f.id = p.order_id
				join order_facts o on o.organization_id = :organization and o.order_id = p.order_id
				where p.organization_id = :organization and p.table_id = :table
				""" + limited.sql() + " order by o.number, p.id")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("table", table)
			.query((row, number) -> new CourierTableDetails.Row(row.getObject("id", UUID.class),
					row.getObject("order_id", UUID.class), row.getLong("number"), row.getString("carrier"),
					row.getString("tracking_no"), CourierTableDetails.State.valueOf(row.getString("state"))))
			.list());
	}

	private static CourierTableSummary summary(ResultSet row, int number) throws SQLException {
		return new CourierTableSummary(row.getObject("id", UUID.class), row.getString("name"),
				row.getTimestamp("taken_at").toInstant(), row.getString("taken_by"), row.getInt("parcels"),
				Rows.instant(row, "taken_back_at"), row.getString("taken_back_by"), row.getString("taken_back_reason"));
	}

}
