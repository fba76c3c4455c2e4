package io.guildhall.journal.web;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.shared.Money;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** The journal for programs. */
@Tag(name = "Journal")
@RestController
@RequestMapping("/api/v1/journal")
@RequiredArgsConstructor
class JournalRestController {

	private final JournalService journal;

	@Operation(summary = "What stands on each account")
	@GetMapping("/balance")
	BalanceResponse balance() {
		return new BalanceResponse(journal.balances(),
				Arrays.stream(Account.values()).collect(Collectors.toMap(Function.identity(), journal::balance)));
	}

	/** Whether every posting adds up, and what stands on each account. */
	record BalanceResponse(boolean balances, Map<Account, Money> accounts) {
	}

}
