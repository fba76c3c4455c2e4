package io.guildhall.survey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityPositioning;
import io.guildhall.community.CommunityService;
import io.guildhall.community.PriceBand;
import io.guildhall.link.PublicCodes;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Asks people whether a community's card is right. A survey keeps the words that it was
 * opened with: who changes the card opens another one (ADR 114).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class SurveyService {

	/** By which links to surveys are told from others. */
	static final String KIND = "survey";

	private static final String LATEST = """
			select s.* from surveys s where s.organization_id = :organization and s.community_id = :community
			order by s.opened_at desc, s.id desc limit 1
			""";

	private final CommunityService communities;

	private final CommunityPositioning positions;

	private final PublicCodes codes;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * The latest survey of a community, and what came of it.
	 * @throws SurveyRefused if there is none yet
	 * @throws io.guildhall.community.CommunityRefused if there is no such community for
	 * who asks
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public SurveyDetails get(CommunityId community) {
		return find(community).orElseThrow(SurveyRefused::none);
	}

	/** The same; empty where nobody was asked yet. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Optional<SurveyDetails> find(CommunityId community) {
		CommunityCard card = communities.get(community).card();
		PriceBand band = positions.get(community).fit().band();
		return latest(community).map(kept -> {
			List<SurveyTally> tallies = tallies(kept);
			return new SurveyDetails(kept.id(), community, kept.code(), kept.openedAt(), kept.closedAt(), kept.words(),
					kept.words().areOf(card, band), tallies.get(0).sample(), kept.refused(), tallies);
		});
	}

	/**
	 * Asks anew, about the card as it is now. The survey before is closed.
	 * @throws SurveyRefused if the card does not say enough, or who acts is limited to
	 * groups of their own
	 */
	@May(Permission.COMMUNITY_EDIT)
	public SurveyDetails open(CommunityId community) {
		requireAll();
		CommunityCard card = communities.get(community).card();
		SurveyWords words = SurveyWords.of(card, positions.get(community).fit().band());
		closeOpen(community);
		UUID id = Ids.next();
		jdbc.sql(
				"""
						insert into surveys (organization_id, id, community_id, code, secret, portrait, core_value, band, opened_at)
						values (:organization, :id, :community, :code, :secret, :portrait, :value, cast(:band as text), :now)
						on conflict (organization_id, community_id) where closed_at is null do nothing
						""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("community", community.id())
			.param("code", codes.take(KIND, id))
			.param("secret", codes.secret())
			.param("portrait", words.portrait())
			.param("value", words.coreValue())
			.param("band", (words.band() != null) ? words.band().name() : null)
			.param("now", Timestamp.from(now()))
			.update();
		audit.record("survey.opened", "community", community, Map.of("questions", words.questions().size()));
		return get(community);
	}

	/**
	 * Nobody is asked any more; what was answered stays. A second time changes nothing.
	 * @throws SurveyRefused if there is none yet, or who acts is limited to groups of
	 * their own
	 */
	@May(Permission.COMMUNITY_EDIT)
	public SurveyDetails close(CommunityId community) {
		requireAll();
		get(community);
		if (closeOpen(community)) {
			audit.record("survey.closed", "community", community, Map.of());
		}
		return get(community);
	}

	/**
	 * What is missing, as people say in the latest survey; the latest first.
	 * @throws SurveyRefused if there is none yet
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Slice<Remark> remarks(CommunityId community, @Nullable String after) {
		communities.get(community);
		Kept kept = latest(community).orElseThrow(SurveyRefused::none);
		List<String> cursor = Slice.decode(after, 2);
		return Slice.of(
				jdbc.sql("""
						select id, at, missing from survey_answers
						where organization_id = :organization and survey_id = :survey and missing <> ''
						and (:first or (at, id) < (:at, cast(:id as uuid))) order by at desc, id desc limit :limit
						""")
					.param("organization", tenancy.current())
					.param("survey", kept.id())
					.param("first", cursor.isEmpty())
					.param("at", Timestamp.from(Slice.micros(cursor, 0)))
					.param("id", Slice.id(cursor, 1))
					.param("limit", Slice.PAGE + 1)
					.query((row, number) -> new Remark(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant(),
							row.getString(3)))
					.list(),
				Slice.PAGE, remark -> List.of(ChronoUnit.MICROS.between(Instant.EPOCH, remark.at()), remark.id()));
	}

	private void requireAll() {
		if (!communities.scope().all()) {
			throw SurveyRefused.ownGroups();
		}
	}

	private boolean closeOpen(CommunityId community) {
		return jdbc.sql("""
				update surveys set closed_at = :now
				where organization_id = :organization and community_id = :community and closed_at is null
				""")
			.param("now", Timestamp.from(now()))
			.param("organization", tenancy.current())
			.param("community", community.id())
			.update() > 0;
	}

	private Optional<Kept> latest(CommunityId community) {
		return jdbc.sql(LATEST)
			.param("organization", tenancy.current())
			.param("community", community.id())
			.query(SurveyService::kept)
			.optional();
	}

	private List<SurveyTally> tallies(Kept kept) {
		Map<SurveyQuestion, SurveyTally> counted = new HashMap<>();
		jdbc.sql("""
				select q.question, count(*) filter (where q.choice = 'YES') as yes,
					count(*) filter (where q.choice = 'PARTLY') as partly, count(*) filter (where q.choice = 'NO') as no
				from survey_answers a
				cross join lateral (values ('PORTRAIT', a.portrait), ('VALUE', a.core_value), ('PRICE', a.price))
					as q (question, choice)
				where a.organization_id = :organization and a.survey_id = :survey group by q.question
				""").param("organization", tenancy.current()).param("survey", kept.id()).query(row -> {
			SurveyQuestion question = SurveyQuestion.valueOf(row.getString(1));
			counted.put(question, new SurveyTally(question, row.getLong(2), row.getLong(3), row.getLong(4)));
		});
		return kept.words()
			.questions()
			.stream()
			.map(question -> counted.getOrDefault(question, new SurveyTally(question, 0, 0, 0)))
			.toList();
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	static SurveyWords words(ResultSet row) throws SQLException {
		String band = row.getString("band");
		return new SurveyWords(row.getString("portrait"), row.getString("core_value"),
				(band != null) ? PriceBand.valueOf(band) : null);
	}

	private static Kept kept(ResultSet row, int number) throws SQLException {
		return new Kept(row.getObject("id", UUID.class), row.getString("code"),
				row.getTimestamp("opened_at").toInstant(), Rows.instant(row, "closed_at"), words(row),
				row.getLong("refused"));
	}

	private record Kept(UUID id, String code, Instant openedAt, @Nullable Instant closedAt, SurveyWords words,
			long refused) {
	}

}
