package com.pinda.aggregation.consumer.view.graph;

import net.sf.jsqlparser.parser.ASTNodeAccess;

/** A SELECT that cannot be kept fresh, with the reason and where it is. */
public final class UnfollowableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    UnfollowableException(int line, String message) {
        super(message);
        this.line = line;
    }

    UnfollowableException(int line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    static UnfollowableException at(ASTNodeAccess place, String message) {
        var node = place.getASTNode();
        var token = node == null ? null : node.jjtGetFirstToken();
        return new UnfollowableException(token == null ? 1 : token.beginLine, message);
    }

    /** The line in the SELECT, from 1. */
    public int line() {
        return line;
    }
}
