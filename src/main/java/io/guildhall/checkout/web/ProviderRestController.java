package io.guildhall.checkout.web;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.checkout.CheckoutAccounts;
import io.guildhall.checkout.ProviderDetails;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.ProviderName.KeyName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** The payment provider of an organization, for programs. */
@Tag(name = "Online payments")
@RestController
@RequestMapping("/api/v1/payment-providers")
@RequiredArgsConstructor
class ProviderRestController {

	private final CheckoutAccounts accounts;

	@Operation(
			summary = "The payment providers there are, which of them can be chosen, and which is; keys are never told")
	@GetMapping
	List<ProviderDetails> all() {
		return accounts.all();
	}

	@Operation(summary = "Chooses the provider for payments to come, and enters its keys; what is left out stays",
			description = "One that does not take the currency of the organization is refused with"
					+ " checkout.other-currency: WeChat Pay and Alipay take CNY only")
	@PutMapping("/chosen")
	ProviderDetails choose(@Valid @RequestBody ChoiceRequest request) {
		return accounts.choose(request.provider(), (request.keys() != null) ? request.keys() : Map.of());
	}

	@Operation(summary = "Takes no more payments online; what is under way goes on")
	@DeleteMapping("/chosen")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void chooseNone() {
		accounts.chooseNone();
	}

	record ChoiceRequest(@NotNull ProviderName provider, @Nullable Map<KeyName, String> keys) {

		/** Without the keys. */
		@Override
		public String toString() {
			return "ChoiceRequest[" + provider + "]";
		}

	}

}
