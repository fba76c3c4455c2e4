package io.guildhall.survey;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.onboarding.FormGate;
import io.guildhall.onboarding.FormToken;
import io.guildhall.link.PublicCodes;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;

/**
 * The public page of a survey, for people without a login. The code alone tells whose
 * page it is. Nobody is asked who they are, so that nothing of it leads to a person.
 */
@Service
public class SurveyDoor {

	static final int LONGEST = 500;

	private final PublicCodes codes;

	private final FormGate gate;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final TransactionTemplate transaction;

	SurveyDoor(PublicCodes codes, FormGate gate, CommunityService communities, OrganizationService organizations,
			OnBehalf onBehalf, JdbcClient jdbc, Tenancy tenancy, Clock clock, PlatformTransactionManager transactions) {
		this.codes = codes;
		this.gate = gate;
		this.communities = communities;
		this.organizations = organizations;
		this.onBehalf = onBehalf;
		this.jdbc = jdbc;
		this.tenancy = tenancy;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * The page with a form of its own.
	 * @throws SurveyRefused if no survey has the code
	 */
	public SurveyPage page(String code) {
		return behind(code, asked -> new SurveyPage(organizations.current().name(), asked.community(), asked.open(),
				asked.words(), new FormToken(UUID.randomUUID(), asked.id(), clock.instant(), 0).sign(asked.secret())));
	}

	/**
	 * Somebody answers. The same form counts once.
	 * @throws SurveyRefused if no survey has the code
	 */
	public SurveyAttempt answer(String code, SurveyForm form) {
		return behind(code, asked -> {
			if (!asked.open()) {
				return new SurveyAttempt(SurveyAttempt.State.CLOSED, "survey.closed.text");
			}
			FormGate.Judged judged = gate.judge(asked.id(), asked.secret(), form.token(), form.trap(), form.address(),
					clock.instant());
			FormGate.Verdict verdict = judged.verdict();
			if (verdict.suspects()) {
				transaction.executeWithoutResult(status -> refused(asked.id()));
			}
			if (verdict != FormGate.Verdict.ADMITTED) {
				return new SurveyAttempt((verdict == FormGate.Verdict.TOO_OFTEN) ? SurveyAttempt.State.TOO_OFTEN
						: SurveyAttempt.State.AGAIN, verdict.code());
			}
			String missing = form.missing().strip().replace("\r\n", "\n");
			if (!form.answers().keySet().containsAll(asked.words().questions()) || missing.length() > LONGEST
					|| missing.indexOf('\0') >= 0) {
				return new SurveyAttempt(SurveyAttempt.State.AGAIN, "survey.mend");
			}
			transaction.executeWithoutResult(
					status -> write(asked, Objects.requireNonNull(judged.token()).form(), form, missing));
			return SurveyAttempt.COUNTED;
		});
	}

	private void refused(UUID survey) {
		jdbc.sql("update surveys set refused = refused + 1 where organization_id = :organization and id = :survey")
			.param("organization", tenancy.current())
			.param("survey", survey)
			.update();
	}

	private void write(Asked asked, UUID form, SurveyForm answers, String missing) {
		jdbc.sql("""
				insert into survey_answers (organization_id, id, survey_id, at, portrait, core_value, price, missing)
				values (:organization, :id, :survey, :now, :portrait, :value, cast(:price as text), :missing)
				on conflict (organization_id, id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("id", form)
			.param("survey", asked.id())
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.param("portrait", name(answers, SurveyQuestion.PORTRAIT))
			.param("value", name(answers, SurveyQuestion.VALUE))
			.param("price", (asked.words().band() != null) ? name(answers, SurveyQuestion.PRICE) : null)
			.param("missing", missing)
			.update();
	}

	private static String name(SurveyForm form, SurveyQuestion question) {
		return Objects.requireNonNull(form.answers().get(question)).name();
	}

	private <T> T behind(String code, Function<Asked, T> work) {
		PublicCodes.Place place = codes.find(SurveyService.KIND, code).orElseThrow(SurveyRefused::unknown);
		return onBehalf.ofSystem(place.organization(), () -> work.apply(asked(place.subject())));
	}

	private Asked asked(UUID id) {
		return Objects.requireNonNull(transaction.execute(status -> {
			boolean suspended = organizations.isSuspended();
			return jdbc.sql("select * from surveys where organization_id = :organization and id = :id")
				.param("organization", tenancy.current())
				.param("id", id)
				.query((row, number) -> new Asked(id, HexFormat.of().formatHex(row.getBytes("secret")),
						communities.get(new CommunityId(row.getObject("community_id", UUID.class))).card().name(),
						row.getTimestamp("closed_at") == null && !suspended, SurveyService.words(row)))
				.optional()
				.orElseThrow(SurveyRefused::unknown);
		}));
	}

	private record Asked(UUID id, String secretInHex, String community, boolean open, SurveyWords words) {

		byte[] secret() {
			return HexFormat.of().parseHex(secretInHex);
		}
	}

}
