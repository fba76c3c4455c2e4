package io.guildhall.statement;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.checkout.StatedMoney;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;

/**
 * Takes statements of payment providers and shows what differs. A file that came before
 * and a row that stood in another file change nothing.
 */
@Service
public class StatementService {

	/** No statement of a day is nearly so large. */
	static final int LARGEST = 16 * 1024 * 1024;

	private static final int LONGEST_NOTE = 500;

	private final StatementStore statements;

	private final DifferenceStore differences;

	private final DifferenceWords words;

	private final StatementComparing comparing;

	private final StatedMoney money;

	private final CheckoutService checkout;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Clock clock;

	private final TransactionTemplate transaction;

	StatementService(StatementStore statements, DifferenceStore differences, DifferenceWords words,
			StatementComparing comparing, StatedMoney money, CheckoutService checkout,
			OrganizationService organizations, AuditTrail audit, Clock clock, PlatformTransactionManager transactions) {
		this.statements = statements;
		this.differences = differences;
		this.words = words;
		this.comparing = comparing;
		this.money = money;
		this.checkout = checkout;
		this.organizations = organizations;
		this.audit = audit;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Reads a statement, writes down the fees that nobody has told, and compares.
	 * @throws StatementRefused if nothing can be compared with it
	 */
	@May(Permission.REFUND_APPROVE)
	public StatementSummary upload(StatementUpload upload) {
		byte[] bytes = upload.bytes(LARGEST + 1);
		if (bytes.length == 0) {
			throw StatementRefused.noFile();
		}
		if (bytes.length > LARGEST) {
			throw StatementRefused.tooLarge();
		}
		return in(() -> {
			OrganizationDetails organization = organizations.current();
			StatementFile file = StatementFile.read(upload, bytes, organization.currency(), organization.zone());
			ProviderName provider = file.bill().provider();
			String digest = digest(bytes);
			Optional<UUID> before = statements.find(provider, digest);
			if (before.isEmpty()) {
				return taken(upload, file, digest);
			}
			comparing.compare(provider, from(file));
			return statements.require(before.get());
		});
	}

	/** The statements that came in, the latest first. */
	@May(Permission.REFUND_APPROVE)
	public Slice<StatementSummary> list(@Nullable String after) {
		return in(() -> Slice.of(statements.list(after), Slice.PAGE, row -> List.of(row.uploadedAt(), row.id())));
	}

	/**
	 * A statement.
	 * @throws StatementRefused if there is none
	 */
	@May(Permission.REFUND_APPROVE)
	public StatementSummary get(UUID id) {
		return in(() -> statements.require(id));
	}

	/**
	 * Its lines that could not be read.
	 * @throws StatementRefused if there is no such statement
	 */
	@May(Permission.REFUND_APPROVE)
	public List<StatementProblem> problems(UUID id) {
		return in(() -> statements.problems(statements.require(id).id()));
	}

	/**
	 * What differs, the latest first.
	 * @param state null for all of it
	 */
	@May(Permission.REFUND_APPROVE)
	public Slice<DifferenceSummary> differences(@Nullable DifferenceState state, @Nullable String after, int size) {
		return in(() -> Slice.of(differences.list(state, after, size), size, row -> List.of(row.at(), row.id())));
	}

	/**
	 * A difference.
	 * @throws StatementRefused if there is none
	 */
	@May(Permission.REFUND_APPROVE)
	public DifferenceSummary difference(UUID id) {
		return in(() -> differences.require(id));
	}

	/**
	 * Says why it is so.
	 * @throws StatementRefused if there is none any more
	 */
	@May(Permission.REFUND_APPROVE)
	public DifferenceSummary explain(UUID id, String note) {
		if (note.isBlank() || note.strip().length() > LONGEST_NOTE) {
			throw StatementRefused.noNote();
		}
		return in(() -> {
			DifferenceSummary explained = differences.require(id);
			differences.explain(id, words.of(id, note.strip()), now());
			audit.record("statement.explained", "statement-difference", id, Map.of("kind", explained.kind()));
			return differences.require(id);
		});
	}

	/**
	 * Asks the provider now, and compares again.
	 * @throws StatementRefused if it is of no payment of ours
	 */
	@May(Permission.REFUND_APPROVE)
	public DifferenceSummary ask(UUID id) {
		DifferenceSummary asked = difference(id);
		if (!asked.askable()) {
			throw StatementRefused.nothingToDo();
		}
		if (asked.moneyToReturn() != null) {
			checkout.returnAgain(asked.moneyToReturn());
		}
		else {
			checkout.ask(Objects.requireNonNull(asked.attempt()));
		}
		return comparedAgain(asked);
	}

	/**
	 * Writes money down as the statement says, where nobody has told of it: it pays the
	 * order, or is owed.
	 * @throws StatementRefused if it is of no payment of ours
	 */
	@May(Permission.REFUND_APPROVE)
	public DifferenceSummary record(UUID id) {
		DifferenceSummary recorded = difference(id);
		if (!recorded.recordable()) {
			throw StatementRefused.nothingToDo();
		}
		DifferenceStore.Said said = in(() -> differences.said(id));
		money.received(Objects.requireNonNull(recorded.attempt()), recorded.provider(), said.transaction(),
				said.amount(), said.fee(), said.at());
		return comparedAgain(recorded);
	}

	private StatementSummary taken(StatementUpload upload, StatementFile file, String digest) {
		ProviderName provider = file.bill().provider();
		List<StatementRow> rows = file.rows();
		int fees = money.kept(statements.fees(provider, rows));
		StatementSummary statement = new StatementSummary(Ids.next(), provider, file.bill().format(), upload.baseName(),
				from(file), until(file), rows.size(), statements.countNew(provider, rows), file.bad().size(), fees,
				now(), OnBehalf.actor().name());
		if (!statements.insert(statement, digest)) {
			return statements.require(statements.find(provider, digest).orElseThrow());
		}
		statements.insert(statement.id(), provider, rows);
		statements.insertBad(statement.id(), file.bad());
		comparing.compare(provider, statement.from());
		audit.record("statement.uploaded", "statement", statement.id(), Map.of("provider", provider, "rows",
				statement.rows(), "bad", statement.bad(), "fees", statement.fees()));
		return statement;
	}

	private DifferenceSummary comparedAgain(DifferenceSummary before) {
		return in(() -> {
			comparing.compare(before.provider(), before.at());
			return differences.require(before.id());
		});
	}

	/** Whole days, as providers make them. */
	private static Instant from(StatementFile file) {
		ZoneId zone = file.bill().zone();
		Instant first = file.rows().stream().map(StatementRow::at).min(Instant::compareTo).orElseThrow();
		return first.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
	}

	private static Instant until(StatementFile file) {
		ZoneId zone = file.bill().zone();
		Instant last = file.rows().stream().map(StatementRow::at).max(Instant::compareTo).orElseThrow();
		return last.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
	}

	private static String digest(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private <T> T in(Supplier<T> work) {
		return Objects.requireNonNull(transaction.execute(status -> work.get()));
	}

}
