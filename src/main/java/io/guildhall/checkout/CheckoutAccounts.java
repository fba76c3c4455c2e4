package io.guildhall.checkout;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.link.PublicCodes;
import io.guildhall.organization.OrganizationService;
import io.guildhall.provider.KeyForms;
import io.guildhall.provider.PaymentProvider.Credentials;
import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.provider.ProviderSettings;
import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.SecretBox;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which provider an organization takes money by, and with which keys. They are kept
 * sealed, and never shown again.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CheckoutAccounts {

	/** What stands behind the code of a callback's address. */
	static final String KIND = "checkout-hook";

	private static final String PURPOSE = "payment provider";

	private static final TypeReference<Map<String, String>> KEYS = new TypeReference<>() {
	};

	private final SecretBox box;

	private final PublicCodes codes;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	private final ProviderSettings settings;

	private final OrganizationService organizations;

	/** An account as its row says. */
	record Account(UUID id, ProviderName provider, boolean chosen, String code, String sealed, Instant changedAt) {
	}

	/** Whether keys can be kept at all. */
	public boolean isAvailable() {
		return box.isReady();
	}

	/**
	 * All providers there are, with what is set up; not a sandbox that is switched off,
	 * unless it was used before.
	 */
	@May(Permission.ORGANIZATION_SETTINGS)
	@Transactional(readOnly = true)
	public List<ProviderDetails> all() {
		Map<ProviderName, Account> set = select("").stream()
			.collect(Collectors.toMap(Account::provider, account -> account));
		return Arrays.stream(ProviderName.values())
			.filter(name -> settings.offers(name) || set.containsKey(name))
			.map(name -> details(name, set.get(name)))
			.toList();
	}

	/** The provider that is chosen; null for none. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public @Nullable ProviderName current() {
		return chosen().map(Account::provider).orElse(null);
	}

	/**
	 * Chooses a provider for all payments to come; those of before keep theirs.
	 * @param typed keys by their names; of those that are left out or blank, what was
	 * entered before stays
	 * @throws SecretBox.NoMasterKey if there is nothing to keep them with
	 * @throws CheckoutRefused if a key is missing, the sandbox is switched off, or it is
	 * another merchant while payments or refunds of the one before are under way, or it
	 * does not take the currency of this organization
	 */
	@May(Permission.ORGANIZATION_SETTINGS)
	public ProviderDetails choose(ProviderName name, Map<KeyName, String> typed) {
		if (!settings.offers(name)) {
			throw CheckoutRefused.noSandbox();
		}
		String only = name.onlyCurrency();
		if (only != null && !takesOurs(name)) {
			throw CheckoutRefused.otherCurrency(only, organizations.current().currency());
		}
		requireTexts(typed);
		Account before = select("and provider = :provider for update", Map.of("provider", name.name())).stream()
			.findFirst()
			.orElse(null);
		UUID id = (before != null) ? before.id() : Ids.next();
		Map<String, String> kept = (before != null) ? kept(before) : Map.of();
		Map<String, String> keys = keys(name, typed, kept);
		requireSameMerchant(id, kept, keys);
		String sealed = box.seal(PURPOSE, json.writeValueAsString(keys).getBytes(StandardCharsets.UTF_8), owner(id));
		String was = marked().map(account -> account.provider().name()).orElse("");
		unchoose();
		Timestamp now = Timestamp.from(clock.instant());
		if (before == null) {
			jdbc.sql("""
					insert into checkout_accounts
					    (organization_id, id, provider, chosen, code, sealed, made_at, changed_at)
					values (:organization, :id, :provider, true, :code, :sealed, :now, :now)
					""")
				.param("organization", tenancy.current())
				.param("id", id)
				.param("provider", name.name())
				.param("code", codes.take(KIND, id))
				.param("sealed", sealed)
				.param("now", now)
				.update();
		}
		else {
			jdbc.sql("""
					update checkout_accounts set chosen = true, sealed = :sealed, changed_at = :now
					where organization_id = :organization and id = :id
					""")
				.param("organization", tenancy.current())
				.param("id", id)
				.param("sealed", sealed)
				.param("now", now)
				.update();
		}
		audit.record("checkout.provider-chosen", "organization", tenancy.current(), Map.of("provider", was),
				Map.of("provider", name, "keysEntered", entered(typed)));
		return details(name, require(id));
	}

	/** Takes no more payments online; what is under way goes on. */
	@May(Permission.ORGANIZATION_SETTINGS)
	public void chooseNone() {
		marked().ifPresent(account -> {
			unchoose();
			audit.record("checkout.provider-dropped", "organization", tenancy.current(),
					Map.of("provider", account.provider()), Map.of("provider", ""));
		});
	}

	/**
	 * The one for payments to come; never a sandbox that is switched off, nor one that
	 * does not take our currency, which could be chosen once.
	 */
	@Transactional(readOnly = true)
	Optional<Account> chosen() {
		return marked().filter(account -> isOffered(account.provider()));
	}

	/** Whether it is the one for payments to come. */
	@Transactional(readOnly = true)
	public boolean isChosen(UUID id) {
		return chosen().filter(account -> account.id().equals(id)).isPresent();
	}

	/** One of this organization. */
	@Transactional(readOnly = true)
	Account require(UUID id) {
		return select("and id = :id", Map.of("id", id)).stream().findFirst().orElseThrow(CheckoutRefused::unknown);
	}

	/** What the provider knows the organization by. */
	Credentials credentials(Account account) {
		byte[] keys = box.open(PURPOSE, account.sealed(), owner(account.id()));
		return new Credentials(account.id(), account.code(), json.readValue(keys, KEYS));
	}

	private Map<String, String> keys(ProviderName name, Map<KeyName, String> typed, Map<String, String> before) {
		if (name == ProviderName.SANDBOX) {
			String made = HexFormat.of().formatHex(codes.secret());
			return before.isEmpty() ? Map.of(KeyName.CALLBACK_SECRET.name(), made) : before;
		}
		Map<String, String> keys = new TreeMap<>();
		for (KeyName key : name.keys()) {
			String text = typed.getOrDefault(key, "").strip();
			String kept = text.isEmpty() ? before.getOrDefault(key.name(), "") : text;
			if (!kept.isEmpty() || key.isNeeded()) {
				keys.put(key.name(), checked(name, key, kept));
			}
		}
		if (KeyForms.needsId(name, keys.getOrDefault(KeyName.PLATFORM_KEY.name(), ""))
				&& !keys.containsKey(KeyName.PLATFORM_KEY_ID.name())) {
			throw CheckoutRefused.wrongKey(KeyName.PLATFORM_KEY_ID);
		}
		return keys;
	}

	/**
	 * What is under way is known to the merchant by whom it was asked for, and to no
	 * other.
	 */
	private void requireSameMerchant(UUID account, Map<String, String> before, Map<String, String> keys) {
		for (KeyName key : KeyName.values()) {
			String was = before.get(key.name());
			if (key.isMerchant() && was != null && !was.equals(keys.get(key.name())) && isUnderWay(account)) {
				throw CheckoutRefused.otherMerchant(key);
			}
		}
	}

	/** Also what ended, as long as it is looked at once more. */
	private boolean isUnderWay(UUID account) {
		return jdbc.sql("""
				select exists (select from checkout_attempts where organization_id = :organization
				    and account_id = :account
				    and (state in ('CREATED', 'PENDING', 'UNKNOWN') or next_ask_at is not null))
				or exists (select from checkout_returns t join checkout_attempts a
				    on a.organization_id = t.organization_id and a.id = t.attempt_id
				    where t.organization_id = :organization and a.account_id = :account and t.settled_at is null)
				""").param("organization", tenancy.current()).param("account", account).query(Boolean.class).single();
	}

	/** JSON knows a text that is none. */
	private static void requireTexts(Map<KeyName, String> typed) {
		typed.forEach((key, text) -> {
			if (text == null) {
				throw CheckoutRefused.missingKey(key);
			}
		});
	}

	private static String checked(ProviderName name, KeyName key, String text) {
		if (text.isEmpty()) {
			throw CheckoutRefused.missingKey(key);
		}
		if (!KeyForms.isRight(name, key, text)) {
			throw CheckoutRefused.wrongKey(key);
		}
		return text;
	}

	private static List<KeyName> entered(Map<KeyName, String> typed) {
		Map<KeyName, String> sorted = new EnumMap<>(KeyName.class);
		sorted.putAll(typed);
		return sorted.entrySet().stream().filter(key -> !key.getValue().isBlank()).map(Map.Entry::getKey).toList();
	}

	private Optional<Account> marked() {
		return select("and chosen").stream().findFirst();
	}

	private void unchoose() {
		jdbc.sql("update checkout_accounts set chosen = false where organization_id = :organization and chosen")
			.param("organization", tenancy.current())
			.update();
	}

	private String owner(UUID account) {
		return tenancy.current() + "/" + account;
	}

	private boolean isOffered(ProviderName name) {
		return settings.offers(name) && takesOurs(name);
	}

	/** All orders are in the organization's currency, which it has for good. */
	private boolean takesOurs(ProviderName name) {
		return name.onlyCurrency() == null || name.takes(organizations.current().currency());
	}

	private ProviderDetails details(ProviderName name, @Nullable Account account) {
		if (account == null) {
			return new ProviderDetails(name, false, false, isOffered(name), name.onlyCurrency(), name.keys(), null,
					null);
		}
		Map<String, String> kept = kept(account);
		return new ProviderDetails(name, account.chosen(), true, isOffered(name), name.onlyCurrency(),
				name.keys().stream().filter(key -> isMissing(name, key, kept)).toList(), account.code(),
				account.changedAt());
	}

	private static boolean isMissing(ProviderName name, KeyName key, Map<String, String> kept) {
		boolean needed = key != KeyName.PLATFORM_KEY_ID
				|| KeyForms.needsId(name, kept.getOrDefault(KeyName.PLATFORM_KEY.name(), ""));
		return needed && !kept.containsKey(key.name());
	}

	/** The keys that can be read; with another master key than theirs, none. */
	private Map<String, String> kept(Account account) {
		try {
			return credentials(account).keys();
		}
		catch (SecretBox.NoMasterKey | IllegalStateException unreadable) {
			return Map.of();
		}
	}

	private List<Account> select(String condition) {
		return select(condition, Map.of());
	}

	private List<Account> select(String condition, Map<String, ?> parameters) {
		return jdbc.sql("select * from checkout_accounts where organization_id = :organization " + condition)
			.param("organization", tenancy.current())
			.params(parameters)
			.query(CheckoutAccounts::account)
			.list();
	}

	private static Account account(ResultSet row, int number) throws SQLException {
		return new Account(row.getObject("id", UUID.class), ProviderName.valueOf(row.getString("provider")),
				row.getBoolean("chosen"), row.getString("code"), row.getString("sealed"),
				row.getTimestamp("changed_at").toInstant());
	}

}
