package io.guildhall.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.checkout.CheckoutAccounts;
import io.guildhall.provider.PaymentProvider;
import io.guildhall.provider.ProviderLine;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.provider.Standing;
import io.guildhall.provider.WebhookSignature;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider that is made up: it has a page on which whoever tries something out says
 * what is to happen, and signs its callbacks as a real one does. No money moves.
 */
@Component
@RequiredArgsConstructor
class SandboxProvider implements PaymentProvider {

	static final String SIGNATURE = "sandbox-signature";

	/** Where its page stands, before the code. */
	static final String PATH = "/p/sandbox/";

	private final SandboxBank bank;

	private final Clock clock;

	private final JsonMapper json;

	private final CheckoutAccounts accounts;

	@Override
	public ProviderName name() {
		return ProviderName.SANDBOX;
	}

	@Override
	public Started start(Credentials credentials, Charge charge) {
		bank.open(credentials.account(), charge);
		return new Started("sandbox-" + charge.id(), charge.site() + PATH + charge.code());
	}

	@Override
	public Standing ask(Credentials credentials, Charge charge) {
		Instant now = clock.instant();
		return bank.find(charge.id()).map(held -> spoken(held, now).standing(now)).orElse(Standing.closed(null));
	}

	@Override
	public Standing close(Credentials credentials, Charge charge) {
		bank.find(charge.id()).ifPresent(held -> spoken(held, clock.instant()));
		bank.close(charge.id());
		return ask(credentials, charge);
	}

	@Override
	public ReturnStanding refund(Credentials credentials, Charge charge, Refund refund) {
		Instant now = clock.instant();
		bank.find(charge.id()).ifPresent(held -> spoken(held, now));
		return bank.refund(refund, charge.id(), now)
				? new ReturnStanding(ReturnStanding.State.DONE, "sandbox-" + refund.id(), null)
				: new ReturnStanding(ReturnStanding.State.FAILED, null, "insufficient");
	}

	@Override
	public Optional<Told> read(Credentials credentials, Map<String, String> headers, byte[] body, Instant now) {
		WebhookSignature.verify(headers.get(SIGNATURE), credentials.key(KeyName.CALLBACK_SECRET), body, now);
		if (!accounts.isChosen(credentials.account())) {
			// A link of when things were tried out is not to settle an order of today.
			throw new ForgedCallback("the sandbox is not in use");
		}
		try {
			News news = json.readValue(body, News.class);
			return Optional.of(new Notice(news.event(), news.charge(), news.standing()));
		}
		catch (JacksonException unreadable) {
			throw new ForgedCallback("unreadable");
		}
	}

	/** What there is to tell of a charge. */
	News news(String event, SandboxBank.Held held, Instant now) {
		Standing standing = held.standing(now);
		return new News(event, held.id(), standing.state(), held.externalId(), standing.receipts(), standing.failure());
	}

	/** A callback as it sends them. */
	Signed sign(Credentials credentials, News news, Instant now) {
		String body = json.writeValueAsString(news);
		String signature = WebhookSignature.sign(credentials.key(KeyName.CALLBACK_SECRET),
				body.getBytes(StandardCharsets.UTF_8), now);
		return new Signed(credentials.callback(), Map.of(SIGNATURE, signature), body);
	}

	private static SandboxBank.Held spoken(SandboxBank.Held held, Instant now) {
		if (held.isSilent(now)) {
			throw new ProviderSilent(ProviderLine.SILENT);
		}
		return held;
	}

	/** A callback, and the code of the address it goes to. */
	record Signed(String code, Map<String, String> headers, String body) {
	}

	/** What a callback says. */
	record News(String event, UUID charge, Standing.State state, String externalId, List<Standing.Receipt> receipts,
			@Nullable String failure) {

		Standing standing() {
			return new Standing(state, externalId, null, receipts, failure);
		}

	}

}
