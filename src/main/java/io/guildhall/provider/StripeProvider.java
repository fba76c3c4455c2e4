package io.guildhall.provider;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stripe Checkout: a session is a charge, and its page is Stripe's own. Our ids are the
 * idempotency keys, and stand in the metadata as well, since Stripe forgets a key after a
 * day.
 */
@Component
@RequiredArgsConstructor
class StripeProvider implements PaymentProvider {

	static final String SIGNATURE = "stripe-signature";

	private static final String OURS = "guildhall";

	/** Which try a refund is of. */
	private static final String TRY = "guildhall_try";

	/** What Stripe asks for at least, and a minute for the way there. */
	private static final Duration SHORTEST = Duration.ofMinutes(31);

	/** How a refund stands that does not go back, whatever it was before. */
	private static final Set<String> FAILED = Set.of("failed", "canceled");

	/** How a payment stands of which nothing more comes by itself. */
	private static final Set<String> OVER = Set.of("requires_payment_method", "canceled");

	private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private static final String DECLINED = "payment_failed";

	private static final String FEE = "payment_intent.latest_charge.balance_transaction";

	private final ProviderSettings settings;

	private final JsonMapper json;

	/** A call that may fail in Stripe's ways. */
	@FunctionalInterface
	private interface Call<T> {

		T of(StripeClient stripe) throws StripeException;

	}

	@Override
	public ProviderName name() {
		return ProviderName.STRIPE;
	}

	@Override
	public Started start(Credentials credentials, Charge charge) {
		Session session = call(credentials, stripe -> create(stripe, charge));
		return new Started(session.getId(), session.getUrl());
	}

	/**
	 * Of a session whose answer got lost we know no id. Asked for again under the same
	 * key it is the same session, or is opened now.
	 */
	@Override
	public Standing ask(Credentials credentials, Charge charge) {
		String id = idOf(credentials, charge);
		return (id != null) ? ofSession(call(credentials, stripe -> retrieve(stripe, id))) : Standing.closed(null);
	}

	@Override
	public Standing close(Credentials credentials, Charge charge) {
		String id = idOf(credentials, charge);
		if (id == null) {
			return Standing.closed(null);
		}
		return ofSession(call(credentials, stripe -> {
			try {
				return stripe.v1().checkout().sessions().expire(id);
			}
			catch (InvalidRequestException notOpen) {
				// Somebody has paid, or it has ended by itself: how it stands says which.
				return retrieve(stripe, id);
			}
		}));
	}

	@Override
	public ReturnStanding refund(Credentials credentials, Charge charge, Refund refund) {
		return call(credentials, stripe -> {
			ReturnStanding before = known(stripe, refund);
			if (before != null) {
				return before;
			}
			RefundCreateParams params = RefundCreateParams.builder()
				.setPaymentIntent(refund.transaction())
				.setAmount(StripeMoney.written(refund.amount()))
				.putMetadata(OURS, refund.id().toString())
				.putMetadata(TRY, String.valueOf(refund.tries()))
				.build();
			String key = (refund.tries() == 0) ? refund.id().toString() : refund.id() + "/" + refund.tries();
			try {
				return ofRefund(stripe.v1().refunds().create(params, key(key)));
			}
			catch (InvalidRequestException never) {
				// It was not there before, and will not be.
				return new ReturnStanding(ReturnStanding.State.FAILED, null, never.getCode());
			}
		});
	}

	/**
	 * How it stands, if Stripe knows it: as long as one of any try lives there is no
	 * other, and of those that failed only that of this try counts.
	 */
	private static @Nullable ReturnStanding known(StripeClient stripe, Refund refund) throws StripeException {
		RefundListParams ofPayment = RefundListParams.builder()
			.setPaymentIntent(refund.transaction())
			.setLimit(100L)
			.build();
		ReturnStanding failed = null;
		for (com.stripe.model.Refund before : stripe.v1().refunds().list(ofPayment).getData()) {
			Map<String, String> marks = (before.getMetadata() != null) ? before.getMetadata() : Map.of();
			if (refund.id().toString().equals(marks.get(OURS))) {
				ReturnStanding standing = ofRefund(before);
				if (standing.state() != ReturnStanding.State.FAILED) {
					return standing;
				}
				if (String.valueOf(refund.tries()).equals(marks.getOrDefault(TRY, "0"))) {
					failed = standing;
				}
			}
		}
		return failed;
	}

	@Override
	public Optional<Told> read(Credentials credentials, Map<String, String> headers, byte[] body, Instant now) {
		WebhookSignature.verify(headers.get(SIGNATURE), credentials.key(KeyName.CALLBACK_SECRET), body, now);
		try {
			JsonNode event = json.readTree(new String(body, StandardCharsets.UTF_8));
			JsonNode object = event.path("data").path("object");
			String reference = object.path("metadata").path(OURS).asString("");
			// Whatever else sells by the same account at Stripe tells of its sales here
			// too.
			return UUID_FORM.matcher(reference).matches() ? told(event, object, UUID.fromString(reference))
					: Optional.empty();
		}
		catch (JacksonException unreadable) {
			throw new ForgedCallback("unreadable");
		}
	}

	private static Optional<Told> told(JsonNode event, JsonNode object, UUID reference) {
		String name = event.path("id").asString("");
		if (object.path("object").asString("").equals("refund")) {
			String status = object.path("status").asString("");
			String why = object.path("failure_reason").asString("");
			return FAILED.contains(status)
					? Optional.of(new RefundNotice(name, reference, new ReturnStanding(ReturnStanding.State.FAILED,
							object.path("id").asString(""), why.isEmpty() ? status : why)))
					: Optional.empty();
		}
		Standing standing = ofEvent(event, object);
		return (standing != null) ? Optional.of(new Notice(name, reference, standing)) : Optional.empty();
	}

	private static @Nullable Standing ofEvent(JsonNode event, JsonNode session) {
		String id = session.path("id").asString("");
		return switch (event.path("type").asString("")) {
			case "checkout.session.completed", "checkout.session.async_payment_succeeded" ->
				session.path("payment_status").asString("").equals("paid")
						? Standing.paid(id,
								List.of(new Receipt(session.path("payment_intent").asString(""),
										StripeMoney.read(session.path("amount_total").asLong(0),
												session.path("currency").asString("")),
										StripeMoney.read(0, session.path("currency").asString("")),
										Instant.ofEpochSecond(event.path("created").asLong(0)))))
						: Standing.pending(id, null);
			case "checkout.session.async_payment_failed" -> Standing.failed(id, DECLINED);
			case "checkout.session.expired" -> Standing.closed(id);
			default -> null;
		};
	}

	private static Standing ofSession(Session session) {
		if ("expired".equals(session.getStatus())) {
			return Standing.closed(session.getId());
		}
		PaymentIntent paid = session.getPaymentIntentObject();
		if ("complete".equals(session.getStatus()) && "unpaid".equals(session.getPaymentStatus()) && paid != null
				&& OVER.contains(String.valueOf(paid.getStatus()))) {
			// The payer is done, and the bank said no: the news of that got lost.
			return Standing.failed(session.getId(), DECLINED);
		}
		if (!"paid".equals(session.getPaymentStatus()) || paid == null) {
			return Standing.pending(session.getId(), session.getUrl());
		}
		Money amount = StripeMoney.read(session.getAmountTotal(), session.getCurrency());
		com.stripe.model.Charge charge = paid.getLatestChargeObject();
		Instant at = Instant.ofEpochSecond((charge != null) ? charge.getCreated() : paid.getCreated());
		return Standing.paid(session.getId(), List.of(new Receipt(paid.getId(), amount, fee(charge, amount), at)));
	}

	/** What Stripe kept, if it settles in the currency of the payment. */
	private static Money fee(com.stripe.model.@Nullable Charge charge, Money amount) {
		BalanceTransaction settled = (charge != null) ? charge.getBalanceTransactionObject() : null;
		return (settled != null && settled.getFee() != null
				&& amount.currency().equalsIgnoreCase(settled.getCurrency()))
						? StripeMoney.read(settled.getFee(), amount.currency()) : Money.zero(amount.currency());
	}

	private static ReturnStanding ofRefund(com.stripe.model.Refund refund) {
		return switch (String.valueOf(refund.getStatus())) {
			case "succeeded" -> new ReturnStanding(ReturnStanding.State.DONE, refund.getId(), null);
			case "failed", "canceled" -> new ReturnStanding(ReturnStanding.State.FAILED, refund.getId(),
					(refund.getFailureReason() != null) ? refund.getFailureReason() : refund.getStatus());
			default -> new ReturnStanding(ReturnStanding.State.PENDING, refund.getId(), null);
		};
	}

	private @Nullable String idOf(Credentials credentials, Charge charge) {
		if (charge.externalId() != null) {
			return charge.externalId();
		}
		return call(credentials, stripe -> {
			try {
				return Optional.of(create(stripe, charge).getId());
			}
			catch (InvalidRequestException never) {
				// It never got there, and is too old to be opened now.
				return Optional.<String>empty();
			}
		}).orElse(null);
	}

	private static Session create(StripeClient stripe, Charge charge) throws StripeException {
		Instant earliest = charge.startedAt().plus(SHORTEST);
		Instant expires = charge.expiresAt().isAfter(earliest) ? charge.expiresAt() : earliest;
		String back = charge.site() + PAY_PAGES + charge.code();
		SessionCreateParams params = SessionCreateParams.builder()
			.setMode(SessionCreateParams.Mode.PAYMENT)
			.setClientReferenceId(charge.id().toString())
			.putMetadata(OURS, charge.id().toString())
			.setSuccessUrl(back)
			.setCancelUrl(back)
			.setExpiresAt(expires.getEpochSecond())
			.setPaymentIntentData(
					SessionCreateParams.PaymentIntentData.builder().putMetadata(OURS, charge.id().toString()).build())
			.addLineItem(SessionCreateParams.LineItem.builder()
				.setQuantity(1L)
				.setPriceData(SessionCreateParams.LineItem.PriceData.builder()
					.setCurrency(charge.amount().currency().toLowerCase(Locale.ROOT))
					.setUnitAmountDecimal(BigDecimal.valueOf(StripeMoney.written(charge.amount())))
					.setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
						.setName(charge.subject())
						.build())
					.build())
				.build())
			.build();
		return stripe.v1().checkout().sessions().create(params, key(charge.id().toString()));
	}

	private static Session retrieve(StripeClient stripe, String id) throws StripeException {
		return stripe.v1().checkout().sessions().retrieve(id, SessionRetrieveParams.builder().addExpand(FEE).build());
	}

	/** What Stripe's library throws, as what it means for money. */
	private <T> T call(Credentials credentials, Call<T> call) {
		StripeClient stripe = new StripeClient.StripeClientBuilder().setApiKey(credentials.key(KeyName.SECRET_KEY))
			.setApiBase(settings.stripeUrl())
			.setConnectTimeout((int) settings.patience().toMillis())
			.setReadTimeout((int) settings.patience().toMillis())
			.setMaxNetworkRetries(0)
			.build();
		try {
			return call.of(stripe);
		}
		catch (ApiConnectionException | ApiException unanswered) {
			throw new ProviderSilent(ProviderLine.SILENT, unanswered);
		}
		catch (StripeException refused) {
			String code = (refused.getCode() != null) ? refused.getCode() : "status_" + refused.getStatusCode();
			throw new ProviderRefusal(code);
		}
	}

	private static RequestOptions key(String key) {
		return RequestOptions.builder().setIdempotencyKey(key).build();
	}

}
