package com.pinda.aggregation.query;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting is wrong, without a stack. */
class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, WrongSettingException cause) {
        return new FailureAnalysis("Wrong setting: " + cause.getMessage(), "Change it, and start again.", cause);
    }
}
