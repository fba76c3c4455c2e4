package io.guildhall.link;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What is done to the links of a table, whatever they open. Who may is asked by the
 * module whose links they are.
 */
@Component
@Transactional
@RequiredArgsConstructor
public class LinkRows {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** A link; empty for none. */
	@Transactional(readOnly = true)
	public Optional<PublicLink> find(LinkTable table, UUID id) {
		return jdbc.sql("""
				select id, kind, title, code, group_id, secret, closed_at from %s
				where organization_id = :organization and id = :id
				""".formatted(table.name()))
			.param("organization", tenancy.current())
			.param("id", id)
			.query((row, number) -> PublicLink.read(row))
			.optional();
	}

	/**
	 * Closes a link for good: its secret may be known.
	 * @return whether it was open
	 */
	public boolean close(LinkTable table, UUID id) {
		return jdbc.sql("""
				update %s set closed_at = :now
				where organization_id = :organization and id = :id and closed_at is null
				""".formatted(table.name()))
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("id", id)
			.update() > 0;
	}

	/** Somebody followed a link for whom it is not, or with what is not ours. */
	public void refused(LinkTable table, UUID id) {
		jdbc.sql("update %s set refused = refused + 1 where organization_id = :organization and id = :id"
			.formatted(table.name())).param("organization", tenancy.current()).param("id", id).update();
	}

}
